'use client';

import type { KeyboardEvent, RefObject } from 'react';
import type { ExcludeReason } from '#/server/domain/verdict.ts';
import type { ReviewCommand } from './commands.ts';
import { mayDecide } from './guard.ts';
import { meaningOf } from './pressed.ts';
import { reasonFor } from './reasonKeys.ts';
import type { KeySettings } from './settings.ts';

interface ReviewKeys {
  settings: KeySettings;
  hotKeys: ReadonlyMap<string, string>;
  /** Keys name reasons while the menu is open. */
  choosingReason: boolean;
  paintedAt: RefObject<number | null>;
  onCommand: (command: ReviewCommand, at: number) => void;
  onLabel: (label: string, at: number) => void;
  onReason: (reason: ExcludeReason, at: number) => void;
  onCancel: () => void;
}

/** Commands that answer the sample, or take an answer back: never by a held key, never right after the paint. */
const deciding: ReadonlySet<ReviewCommand> = new Set([
  'keep',
  'accept',
  'left',
  'right',
  'both',
  'none',
  'exclude',
  'unsure',
  'skip',
  'undo',
]);
const repeatable: ReadonlySet<ReviewCommand> = new Set(['scrollDown', 'scrollUp', 'zoomIn', 'zoomOut']);

/** Handles a key press in the review area. */
export function reviewKeyHandler(keys: ReviewKeys) {
  const { settings, hotKeys, choosingReason, paintedAt, onCommand, onLabel, onReason, onCancel } = keys;
  return (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.closest('input, textarea, select, dialog') || event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') return onCancel();
    // Space and Enter belong to the button that has the focus.
    if ((event.key === ' ' || event.key === 'Enter') && target?.closest('button, a')) return;
    if (!settings.on && event.key !== ' ') return;
    const press = { repeat: event.repeat, at: event.timeStamp };

    if (choosingReason) {
      const reason = reasonFor(event.key);
      if (!reason || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      return onReason(reason, press.at);
    }
    const meaning = meaningOf(event, settings.map, new Set(hotKeys.keys()));
    if (!meaning) return;
    event.preventDefault();
    if (meaning.kind === 'label') {
      const label = hotKeys.get(meaning.hotKey);
      if (label !== undefined && mayDecide(press, paintedAt.current)) onLabel(label, press.at);
      return;
    }
    const { command } = meaning;
    if (deciding.has(command) ? !mayDecide(press, paintedAt.current) : event.repeat && !repeatable.has(command)) return;
    onCommand(command, press.at);
  };
}
