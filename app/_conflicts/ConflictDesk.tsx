'use client';

import { useState } from 'react';
import { Content } from '#/app/_samples/Content.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { useShortcuts } from '#/app/_ui/useShortcuts.ts';
import type { ConflictView, SideView } from '#/server/domain/teamViews.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import type { ClassView } from '#/server/domain/views.ts';
import { OtherWord } from './OtherWord.tsx';
import { Side } from './Side.tsx';
import type { useAdjudication } from './useAdjudication.ts';

interface ConflictDeskProps {
  conflict: ConflictView;
  classes: readonly ClassView[];
  adjudication: ReturnType<typeof useAdjudication>;
}

/** One conflict: the sample, both sides with their notes, and the lead's word. */
export function ConflictDesk({ conflict, classes, adjudication }: ConflictDeskProps) {
  const { decide, busy } = adjudication;
  const [note, setNote] = useState('');
  const { sampleId, givenLabel: given, sides } = conflict;
  const say = (verdict: Verdict, label: string | null, reason?: string | null) => {
    if (!busy) void decide({ sampleId, verdict, label, reason, note });
  };
  const agree = (s: SideView) => say(s.verdict, s.label, s.readings[0]?.reason);
  const numbered = sides.map((side, i) => ({ side, cap: String(i + 1) }));
  useShortcuts({
    n: () => say('none', null),
    ...Object.fromEntries(
      numbered.filter(({ side }) => side.verdict !== 'unsure').map(({ side, cap }) => [cap, () => agree(side)]),
    ),
  });
  return (
    <article className="conflict" aria-label={`Conflict about ${conflict.externalId}`}>
      <p className="small quiet">
        <span className="mono text-ink">{conflict.externalId}</span>, given{' '}
        <span className="mono">{given ?? 'no label'}</span>
        {conflict.suggestedLabel ? (
          <>
            ; likeliest other label, to the model, <span className="mono">{conflict.suggestedLabel}</span>
          </>
        ) : null}
      </p>
      <div className="py-3">
        <Content content={conflict.content} />
      </div>
      <div className="sides">
        {numbered.map(({ side, cap }) => (
          <Side
            key={`${side.verdict} ${side.label}`}
            side={side}
            given={given}
            cap={cap}
            busy={busy}
            onDecide={() => agree(side)}
          />
        ))}
      </div>
      <div className="grid gap-4 pt-5 md:grid-cols-2">
        <label className="field">
          <span>Your note</span>
          <textarea
            className="input h-auto py-2"
            rows={2}
            maxLength={4000}
            value={note}
            onChange={(e) => setNote(e.target.value)}
          />
          <small>Kept with the decision; readers find it beside similar samples.</small>
        </label>
        <OtherWord
          classes={classes}
          busy={busy}
          onLabel={(label) => say('relabel', label)}
          onNone={() => say('none', null)}
        />
      </div>
      <div className="pt-3 empty:hidden">
        <ErrorNotice error={adjudication.error} />
        {adjudication.refused ? <Notice title="Not stored.">{adjudication.refused}</Notice> : null}
      </div>
    </article>
  );
}
