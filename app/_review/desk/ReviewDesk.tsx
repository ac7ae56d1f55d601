'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';
import { paths } from '#/app/_ui/paths.ts';
import type { ReviewItem, ReviewState } from '#/server/domain/views.ts';
import { ActionStrip } from '../actions/ActionStrip.tsx';
import { ExcludeMenu } from '../actions/ExcludeMenu.tsx';
import { NoteField } from '../actions/NoteField.tsx';
import { Previous } from '../actions/Previous.tsx';
import { reviewKeyHandler } from '../keys/keyHandler.ts';
import { keyCap } from '../keys/pressed.ts';
import { ReviewKeysDialog } from '../keys/ReviewKeysDialog.tsx';
import { useKeySettings } from '../keys/useKeySettings.ts';
import { lastUsed } from '../labels/arrangement.ts';
import { BlindPair } from '../labels/BlindPair.tsx';
import { FindLabel } from '../labels/FindLabel.tsx';
import { LabelPair } from '../labels/LabelPair.tsx';
import { Labels } from '../labels/Labels.tsx';
import { useRelationChoices } from '../relation/useRelationChoices.ts';
import { SampleMeta } from '../sample/SampleMeta.tsx';
import { toSampleStart } from '../sample/scrollSample.ts';
import { sampleAloud } from '../session/announcements.ts';
import type { Review } from '../session/useReview.ts';
import { DeskMargin } from './DeskMargin.tsx';
import { makeCommands } from './makeCommands.ts';
import { SaveState } from './SaveState.tsx';
import { Sheet } from './Sheet.tsx';
import { useDesk } from './useDesk.ts';
import { useMarginPanels } from './useMarginPanels.ts';
import { useMouseBack } from './useMouseBack.ts';

// Speaks after 50 minutes, so it may come late.
const BreakReminder = dynamic(() => import('#/app/_talk/BreakReminder.tsx').then((m) => m.BreakReminder), {
  ssr: false,
});

const RelationLabels = dynamic(() => import('../relation/RelationLabels.tsx').then((m) => m.RelationLabels));

interface ReviewDeskProps {
  slug: string;
  state: ReviewState;
  review: Review;
  item: ReviewItem;
}

/** The sheet with the sample, the labels and the verdicts; beside it the margin with the evidence. */
export function ReviewDesk({ slug, state, review, item }: ReviewDeskProps) {
  const { dataset } = state;
  const { past } = review.session;
  const { settings, change: changeKeys } = useKeySettings();
  const router = useRouter();
  const { desk, change } = useDesk(item.sample.id);
  const panels = useMarginPanels(item.sample.id);
  const [inverted, setInverted] = useState(false);
  const sheet = useRef<HTMLDivElement>(null);
  const reading = useRef<HTMLDivElement>(null);
  const keysDialog = useRef<HTMLDialogElement>(null);
  useMouseBack(sheet);
  const focusSheet = () => sheet.current?.focus({ preventScroll: true });

  const { command, chooseLabel, exclude } = makeCommands({
    review,
    policy: state.policy,
    desk,
    change,
    reading,
    toggleMargin: panels.toggle,
    toggleInvert: () => setInverted((i) => !i),
    openKeys: () => keysDialog.current?.showModal(),
    openGrid: () => router.push(paths.grid(slug, { given: item.sample.givenLabel, queue: state.queue.id })),
  });
  const close = () => {
    change({ panel: null });
    focusSheet();
  };

  // A panel that closed with the sample, and the page's first sample, leave the focus nowhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: to be looked at whenever a sample or a panel goes
  useEffect(() => {
    if (document.activeElement === document.body) focusSheet();
  }, [item.sample.id, desk.panel]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with every sample
  useLayoutEffect(toSampleStart, [item.sample.id]);

  const cap = (name: keyof typeof settings.map) => keyCap(settings.map[name]);
  const { offered, waiting } = useRelationChoices(slug, item, dataset.classes);
  const keyed = offered?.choices.map(({ label, hotKey }) => ({ name: label, hotKey })) ?? dataset.classes;
  const hotKeys = new Map(keyed.flatMap((c) => (c.hotKey === null ? [] : [[c.hotKey, c.name] as const])));
  const latest = past.at(-1);
  const labels = {
    item,
    classes: dataset.classes,
    why: desk.why,
    used: lastUsed(past),
    both: desk.panel === 'both' || (desk.panel === 'find' && desk.forBoth),
    remark: desk.said || (desk.note ? `Note: ${desk.note}` : ''),
    onChoose: (label: string) => chooseLabel(label, performance.now()),
    onFind: () => command('find', 0),
    findCap: cap('find'),
  };
  return (
    <>
      <LiveRegion message={sampleAloud(item, latest)} />
      <main
        id="main"
        className={`review review-${item.sample.content.kind}`}
        onPointerUp={(e) => {
          const target = e.target as HTMLElement;
          const idle = !target.closest('button, a, input, textarea, select');
          // Who opens a panel with the mouse goes on with the keys.
          const tool = e.pointerType === 'mouse' && target.closest('.margin-tools') !== null;
          if ((idle || tool) && window.getSelection()?.isCollapsed !== false) focusSheet();
        }}
      >
        <div
          ref={sheet}
          className={settings.on ? 'sheet' : 'sheet keys-off'}
          role="application"
          aria-label="Review"
          aria-roledescription="review sheet"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the focus, and with it the keys
          tabIndex={0}
          onKeyDown={reviewKeyHandler({
            settings,
            hotKeys,
            choosingReason: desk.panel === 'exclude',
            paintedAt: review.clock.paintedAt,
            onCommand: command,
            onLabel: chooseLabel,
            onReason: exclude,
            onCancel: close,
          })}
        >
          <div className="sheet-in">
            <Previous
              past={latest}
              fresh={latest?.item !== null}
              stalled={review.saving.waiting > 0 && !['saved', 'saving'].includes(review.saving.state)}
              cap={cap('undo')}
              onUndo={() => command('undo', 0)}
            />
            <SampleMeta
              item={item}
              of={dataset.samples}
              details={desk.details}
              onDetails={() => command('details', 0)}
              cap={cap('details')}
            />
            <Sheet
              item={item}
              many={dataset.noun.many}
              desk={desk}
              area={reading}
              inverted={inverted}
              caps={{ zoomIn: cap('zoomIn'), invert: cap('invert') }}
              onView={(view) => change({ view })}
              onInvert={() => setInverted((i) => !i)}
            >
              {state.policy.blind ? <BlindPair blind={item.blind} /> : <LabelPair item={item} why={desk.why} />}
              {offered ? (
                <RelationLabels {...labels} offered={offered} caps={{ keep: cap('keep'), accept: cap('accept') }} />
              ) : waiting ? null : (
                <Labels {...labels} />
              )}
            </Sheet>
          </div>
          <div className="foot-area">
            {desk.panel === 'exclude' ? <ExcludeMenu onReason={exclude} onClose={close} /> : null}
            {desk.panel === 'note' ? (
              <NoteField
                note={desk.note}
                onClose={close}
                onNote={(note) => {
                  change({ note, panel: null });
                  focusSheet();
                }}
              />
            ) : null}
            {desk.panel === 'find' ? (
              <FindLabel
                classes={dataset.classes}
                onChoose={(label) => {
                  chooseLabel(label, performance.now());
                  focusSheet();
                }}
                onClose={close}
              />
            ) : null}
            <ActionStrip
              item={item}
              map={settings.map}
              hasNote={desk.note !== ''}
              policy={state.policy}
              onCommand={command}
            />
          </div>
        </div>
        <DeskMargin
          slug={slug}
          state={state}
          item={item}
          round={review.live.round}
          why={desk.why}
          open={panels.open}
          map={settings.map}
          onCommand={command}
          onClosePanel={() => {
            panels.closeAbout();
            focusSheet();
          }}
        >
          <SaveState saving={review.saving} />
          <BreakReminder slug={slug} onAnswered={focusSheet} />
        </DeskMargin>
      </main>
      <ReviewKeysDialog dialog={keysDialog} settings={settings} onChange={changeKeys} onClosed={focusSheet} />
    </>
  );
}
