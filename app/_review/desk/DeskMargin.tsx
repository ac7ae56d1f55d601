import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import type { ReviewItem, ReviewState, RoundNews } from '#/server/domain/views.ts';
import { NearTexts } from '../evidence/NearTexts.tsx';
import { Reasons } from '../evidence/Reasons.tsx';
import { SimilarNotes } from '../evidence/SimilarNotes.tsx';
import type { KeyMap, ReviewCommand } from '../keys/commands.ts';
import { keyCap } from '../keys/pressed.ts';
import { probabilityOf } from '../labels/probability.ts';
import { type MarginPanel, MarginPanels } from './MarginPanels.tsx';
import { RoundSlip } from './RoundSlip.tsx';

// Only pictures that a vision model was asked about need it.
const Questions = dynamic(() => import('../evidence/Questions.tsx').then((m) => m.Questions), { ssr: false });

interface DeskMarginProps {
  slug: string;
  state: ReviewState;
  item: ReviewItem;
  round: RoundNews | null;
  why: boolean;
  open: ReadonlySet<MarginPanel>;
  map: KeyMap;
  onCommand: (command: ReviewCommand, at: number) => void;
  onClosePanel: () => void;
  /** What has to be said about saving. */
  children: ReactNode;
}

/** The margin: the last round's slip, what was asked for, why the sample is here, its nearest texts and their notes. */
export function DeskMargin(props: DeskMarginProps) {
  const { slug, state, item, round, why, open, map, onCommand, onClosePanel, children } = props;
  const tool = (command: ReviewCommand, name: string, pressed?: boolean) => (
    <button
      type="button"
      className="iconbtn small"
      onClick={() => onCommand(command, 0)}
      aria-pressed={pressed}
      aria-keyshortcuts={map[command]}
    >
      {name} <Kbd>{keyCap(map[command])}</Kbd>
    </button>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <aside className="margin" aria-label="Evidence" tabIndex={0}>
      {round ? <RoundSlip round={round} /> : null}
      {children}
      <div className="margin-tools">
        {tool('why', 'Probabilities', why)}
        {tool('definition', 'Definitions', open.has('definition'))}
        {tool('talk', 'Comments', open.has('talk'))}
        {tool('day', 'Day', open.has('day'))}
        {tool('keys', 'Keys')}
      </div>
      <MarginPanels slug={slug} state={state} item={item} open={open} onClose={onClosePanel} />
      <section aria-labelledby="why">
        <h2 id="why">Why it is here</h2>
        {item.visual ? (
          <Questions
            key={item.sample.id}
            sampleId={item.sample.id}
            label={item.sample.givenLabel}
            caption={item.sample.content.kind === 'image' && item.sample.content.caption !== null}
            visual={item.visual}
          />
        ) : null}
        {item.visual && item.reasons.length === 0 ? null : (
          <Reasons
            reasons={item.reasons}
            alone={item.suggestion === null && item.neighbors.length === 0}
            why={why}
            probability={(label) => probabilityOf(item, label)}
          />
        )}
      </section>
      <SimilarNotes neighbors={item.neighbors} many={state.dataset.noun.many} />
      {item.sample.content.kind !== 'image' ? (
        <NearTexts neighbors={item.neighbors} many={state.dataset.noun.many} />
      ) : null}
    </aside>
  );
}
