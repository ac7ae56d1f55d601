'use client';

import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ExcludeMenu } from '#/app/_review/actions/ExcludeMenu.tsx';
import { mayDecide } from '#/app/_review/keys/guard.ts';
import { keyName } from '#/app/_review/keys/pressed.ts';
import { reasonFor } from '#/app/_review/keys/reasonKeys.ts';
import { FindLabel } from '#/app/_review/labels/FindLabel.tsx';
import { Content } from '#/app/_samples/Content.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';
import { Progress } from '#/app/_ui/measures.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import type { BulkView } from '#/server/domain/bulk.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import { CheckActions } from './CheckActions.tsx';
import { useChecks } from './useChecks.ts';

interface CheckingProps {
  bulk: BulkView;
  slug: string;
  onBulk: (view: BulkView) => void;
  onCancel: () => void;
}

/** A random part of a bulk, one sample at a time, without what the bulk would say of it or what the model would. */
export function Checking({ bulk, slug, onBulk, onCancel }: CheckingProps) {
  const trpc = useTRPC();
  const dataset = useQuery(trpc.datasets.get.queryOptions({ slug }));
  const checks = useChecks(bulk.id, onBulk);
  const [panel, setPanel] = useState<'exclude' | 'find' | null>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const paintedAt = useRef<number | null>(null);
  const { current } = checks;
  const id = current?.sampleId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every sample
  useEffect(() => {
    paintedAt.current = null;
    const frame = requestAnimationFrame(() => {
      paintedAt.current = performance.now();
    });
    sheet.current?.focus({ preventScroll: true });
    return () => cancelAnimationFrame(frame);
  }, [id]);
  const classes = dataset.data?.classes ?? [];
  const given = current?.givenLabel ?? null;
  const of = bulk.answered + bulk.toCheck;
  // Those on their way count: the reader has answered them.
  const answered = Math.min(of, bulk.answered + checks.waiting);

  function say(verdict: Verdict, more: { label?: string; reason?: Parameters<typeof checks.say>[0]['reason'] } = {}) {
    const milliseconds = paintedAt.current === null ? undefined : Math.round(performance.now() - paintedAt.current);
    setPanel(null);
    checks.say({ verdict, ...more, milliseconds });
  }
  const choose = (label: string) => (label === given ? say('keep') : say('relabel', { label }));
  const act: Record<string, (() => void) | undefined> = {
    k: given === null ? undefined : () => say('keep'),
    n: () => say('none'),
    u: () => say('unsure'),
    x: () => setPanel('exclude'),
    '/': () => setPanel('find'),
    z: answered > 0 ? checks.takeBack : undefined,
    Escape: () => setPanel(null),
  };
  function onKey(event: KeyboardEvent) {
    const target = event.target as HTMLElement;
    if (target.closest('input, dialog') || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === ' ' || event.key === 'Enter') && target.closest('button, summary')) return;
    const reason = panel === 'exclude' ? reasonFor(event.key) : null;
    const label = classes.find((c) => c.hotKey !== null && c.hotKey === event.key)?.name;
    const command = act[keyName(event)];
    if (!reason && label === undefined && !command) return;
    event.preventDefault();
    if (!mayDecide({ repeat: event.repeat, at: event.timeStamp }, paintedAt.current)) return;
    if (reason) say('exclude', { reason });
    else if (panel !== 'exclude' && label !== undefined) choose(label);
    else command?.();
  }

  return (
    <div
      ref={sheet}
      className="bulk-check"
      role="application"
      aria-label="Check"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the focus, and with it the keys
      tabIndex={0}
      onKeyDown={onKey}
    >
      <div className="page-h">
        <div>
          <h1>
            Check {count(of)} of {count(bulk.samples)} singly
          </h1>
          <p>
            Drawn at random from what you are about to decide. What is said of them here shows how often the rest would
            be wrong.
          </p>
        </div>
        <div className="push">
          <Button onClick={onCancel}>Give up</Button>
        </div>
      </div>
      <Progress share={answered / Math.max(1, of)} label={`${answered} of ${of} answered`} />
      <LiveRegion message={`${answered} of ${of} answered.`} />
      <ErrorNotice error={checks.error ?? dataset.error} />
      {checks.ended ? (
        <p className="py-8 text-ink-2">
          No more of them can be answered now: others hold the rest. Write what is checked, or come back later.
        </p>
      ) : null}
      {current ? (
        <div className="check-sheet">
          <p className="small quiet">
            <span className="mono">{current.externalId}</span>, {Math.min(of, answered + 1)} of {of}
          </p>
          <Content key={current.sampleId} content={current.content} />
          <CheckActions
            classes={classes}
            given={given}
            canTakeBack={answered > 0}
            onChoose={choose}
            onKeep={() => say('keep')}
            onNone={() => say('none')}
            onUnsure={() => say('unsure')}
            onExclude={() => setPanel('exclude')}
            onFind={() => setPanel('find')}
            onTakeBack={() => act.z?.()}
          />
          {panel === 'exclude' ? (
            <ExcludeMenu onReason={(reason) => say('exclude', { reason })} onClose={() => setPanel(null)} />
          ) : null}
          {panel === 'find' ? <FindLabel classes={classes} onChoose={choose} onClose={() => setPanel(null)} /> : null}
        </div>
      ) : checks.ended ? null : (
        <Skeleton height={240} />
      )}
    </div>
  );
}
