'use client';

import type { MouseEvent } from 'react';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import { verdicts } from '#/server/domain/verdictWording.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import type { KeyMap, ReviewCommand } from '../keys/commands.ts';
import { keyCap } from '../keys/pressed.ts';

interface ActionStripProps {
  item: ReviewItem;
  map: KeyMap;
  hasNote: boolean;
  onCommand: (command: ReviewCommand, at: number) => void;
}

const nameOf = (verdict: (typeof verdicts)[number]['verdict']) =>
  verdicts.find((v) => v.verdict === verdict)?.name ?? verdict;

/** Every verdict as a button with its key. Keep and Accept weigh the same, and neither is chosen beforehand. */
export function ActionStrip({ item, map, hasNote, onCommand }: ActionStripProps) {
  const given = item.sample.givenLabel;
  const suggested = item.suggestion?.label ?? null;
  const main = (command: 'keep' | 'accept', name: string, what: string | null, otherwise: string) => (
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
      {main('keep', nameOf('keep'), given, 'no label was given')}
      {main('accept', nameOf('relabel'), suggested, 'no suggestion')}
      <div className="act2">
        {small('both', nameOf('both'))}
        {small('none', nameOf('none'))}
      </div>
      <div className="act2">
        {small('exclude', nameOf('exclude'))}
        {small('unsure', nameOf('unsure'))}
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
