'use client';

import type { MouseEvent, ReactNode } from 'react';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import type { Verdict } from '#/server/domain/verdict.ts';
import { verdicts } from '#/server/domain/verdictWording.ts';
import type { ReviewItem, ReviewState } from '#/server/domain/views.ts';
import type { KeyMap, ReviewCommand } from '../keys/commands.ts';
import { keyCap } from '../keys/pressed.ts';
import { BlindActions } from './BlindActions.tsx';

interface ActionStripProps {
  item: ReviewItem;
  map: KeyMap;
  hasNote: boolean;
  policy: ReviewState['policy'];
  onCommand: (command: ReviewCommand, at: number) => void;
}

/** The two ways in which a verdict is a button. */
export interface StripButtons {
  main: (command: ReviewCommand, name: string, what: string | null, otherwise: string) => ReactNode;
}

const nameOf = (verdict: (typeof verdicts)[number]['verdict']) =>
  verdicts.find((v) => v.verdict === verdict)?.name ?? verdict;

/** Every verdict as a button with its key. Keep and Accept weigh the same, and neither is chosen beforehand. */
export function ActionStrip({ item, map, hasNote, policy, onCommand }: ActionStripProps) {
  const given = item.sample.givenLabel;
  const suggested = item.suggestion?.label ?? null;
  const takes = (verdict: Verdict) => policy.verdicts.includes(verdict);
  const main: StripButtons['main'] = (command, name, what, otherwise) => (
    <button
      type="button"
      className="act"
      onMouseDown={keepFocus}
      onClick={(e) => onCommand(command, e.timeStamp)}
      aria-disabled={what === null}
      aria-keyshortcuts={map[command]}
    >
      <Kbd>{keyCap(map[command])}</Kbd>
      <span className="verb">{name}</span>
      <span className={what === null ? 'what' : 'what mono'} dir="auto">
        {what ?? otherwise}
      </span>
    </button>
  );
  const small = (command: ReviewCommand, name: string, pressed?: boolean) => (
    <button
      type="button"
      onMouseDown={keepFocus}
      onClick={(e) => onCommand(command, e.timeStamp)}
      aria-pressed={pressed}
      aria-keyshortcuts={map[command]}
    >
      <Kbd>{keyCap(map[command])}</Kbd>
      {name}
    </button>
  );
  return (
    <div className="actions" role="toolbar" aria-label="Decide">
      {policy.blind ? (
        <BlindActions blind={item.blind} main={main} />
      ) : (
        <>
          {takes('keep') ? main('keep', nameOf('keep'), given, 'no label was given') : null}
          {takes('relabel') ? main('accept', nameOf('relabel'), suggested, 'no suggestion') : null}
        </>
      )}
      <div className="act2">
        {takes('both') ? small('both', nameOf('both')) : null}
        {takes('none') ? small('none', policy.blind ? 'Neither' : nameOf('none')) : null}
      </div>
      <div className="act2">
        {takes('exclude') ? small('exclude', nameOf('exclude')) : null}
        {takes('unsure') ? small('unsure', nameOf('unsure')) : null}
      </div>
      <div className="act2">
        {small('skip', 'Skip')}
        {small('note', 'Note', hasNote)}
      </div>
    </div>
  );
}

/** A click leaves the focus where it is, so that the next key still acts on the sample. */
const keepFocus = (event: MouseEvent) => event.preventDefault();
