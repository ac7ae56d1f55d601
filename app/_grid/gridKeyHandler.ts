'use client';

import type { KeyboardEvent } from 'react';
import { keyName } from '#/app/_review/keys/pressed.ts';

const commands = {
  x: 'strike',
  '/': 'find',
  s: 'similar',
  ' ': 'look',
  w: 'why',
  z: 'undo',
  Enter: 'goOn',
  PageDown: 'goOn',
  PageUp: 'back',
  f: 'finish',
  Escape: 'nothing',
  v: 'wall',
  g: 'leave',
} as const;
export type GridAct = Record<(typeof commands)[keyof typeof commands], () => unknown>;

interface GridKeys {
  hotKeys: ReadonlyMap<string, string>;
  onLabel: (label: string) => void;
  /** @returns whether the key moves. */
  onMove: (key: string, extend: boolean) => boolean;
  act: GridAct;
}

/** Keys of the tiles. A held key moves, and does nothing else. */
export function gridKeyHandler({ hotKeys, onLabel, onMove, act }: GridKeys) {
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
    if (onMove(event.key, event.shiftKey)) return event.preventDefault();
    const digit = /^Digit([0-9])$/.exec(event.code)?.[1];
    const label = hotKeys.get(event.key) ?? (event.shiftKey || digit === undefined ? undefined : hotKeys.get(digit));
    const name = keyName(event) as keyof typeof commands;
    const command = commands[name];
    if (label === undefined && command === undefined) return;
    event.preventDefault();
    if (event.repeat) return;
    if (label !== undefined) onLabel(label);
    else act[command]();
  };
}
