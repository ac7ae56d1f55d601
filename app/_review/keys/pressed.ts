import { keyPlace } from '#/app/_ui/keyPlace.ts';
import { type KeyMap, type ReviewCommand, reviewCommands, shiftSpace } from './commands.ts';

/** The part of a keyboard event that decides what it means. */
export interface KeyPress {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

export type Meaning = { kind: 'command'; command: ReviewCommand } | { kind: 'label'; hotKey: string };

/** The name a key is stored under: letters in lower case, Shift+Space apart from Space. */
export function keyName(press: Pick<KeyPress, 'key' | 'shiftKey'>): string {
  if (press.key === ' ') return press.shiftKey ? shiftSpace : ' ';
  return press.key.length === 1 ? press.key.toLowerCase() : press.key;
}

/** How a stored key is printed on a keycap. */
export function keyCap(name: string): string {
  if (name === ' ') return 'Space';
  if (name === shiftSpace) return '⇧ Space';
  if (name === 'ArrowLeft') return '←';
  if (name === 'ArrowRight') return '→';
  return name.toUpperCase();
}

/**
 * What a press means, or null. Keys are read by what they send (`event.key`), so every Latin layout works as printed.
 * Where that says nothing (the digit row of a French keyboard, letters of a Cyrillic one) the key's place decides.
 */
export function meaningOf(press: KeyPress, map: KeyMap, hotKeys: ReadonlySet<string>): Meaning | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  return read(keyName(press), map, hotKeys) ?? read(keyPlace(press), map, hotKeys);
}

function read(name: string | null, map: KeyMap, hotKeys: ReadonlySet<string>): Meaning | null {
  if (name === null) return null;
  if (hotKeys.has(name)) return { kind: 'label', hotKey: name };
  const command = reviewCommands.find((c) => map[c] === name);
  return command ? { kind: 'command', command } : null;
}
