import { describe, expect, it } from 'vitest';
import { defaultKeys } from './commands.ts';
import { mayDecide } from './guard.ts';
import { type KeyPress, keyCap, meaningOf } from './pressed.ts';
import { reasonFor } from './reasonKeys.ts';
import { readKeySettings, refusal, writeKeySettings } from './settings.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const digits = new Set(['0', '1', '2', '3']);
const none = new Set<string>();

function storage(initial: Record<string, string> = {}) {
  const held = new Map(Object.entries(initial));
  return { getItem: (k: string) => held.get(k) ?? null, setItem: (k: string, v: string) => void held.set(k, v) };
}

describe('meaningOf', () => {
  it('reads what the key sends, with and without caps lock', () => {
    expect(meaningOf(press('k'), defaultKeys, none)).toEqual({ kind: 'command', command: 'keep' });
    expect(meaningOf(press('K'), defaultKeys, none)).toEqual({ kind: 'command', command: 'keep' });
  });

  it('follows the print on the keys of a Dvorak board, not their place', () => {
    expect(meaningOf(press('k', { code: 'KeyV' }), defaultKeys, none)).toEqual({ kind: 'command', command: 'keep' });
    expect(meaningOf(press('t', { code: 'KeyK' }), defaultKeys, none)).toBeNull();
  });

  it('takes the place where the layout sends no Latin letter or digit', () => {
    expect(meaningOf(press('&', { code: 'Digit1' }), defaultKeys, digits)).toEqual({ kind: 'label', hotKey: '1' });
    expect(meaningOf(press('л', { code: 'KeyK' }), defaultKeys, none)).toEqual({ kind: 'command', command: 'keep' });
  });

  it('gives a digit to the class that owns it and to nothing else', () => {
    expect(meaningOf(press('2'), defaultKeys, digits)).toEqual({ kind: 'label', hotKey: '2' });
    expect(meaningOf(press('7'), defaultKeys, digits)).toBeNull();
  });

  it('leaves the browser its own combinations', () => {
    for (const held of ['ctrlKey', 'metaKey', 'altKey'] as const)
      expect(meaningOf(press('a', { [held]: true }), defaultKeys, digits)).toBeNull();
  });

  it('tells Space from Shift+Space', () => {
    expect(meaningOf(press(' '), defaultKeys, none)).toEqual({ kind: 'command', command: 'scrollDown' });
    expect(meaningOf(press(' ', { shiftKey: true }), defaultKeys, none)).toEqual({
      kind: 'command',
      command: 'scrollUp',
    });
    expect(keyCap(' ')).toBe('Space');
  });
});

describe('key settings', () => {
  it('come back as they were written', () => {
    const store = storage();
    writeKeySettings(store, { on: false, map: { ...defaultKeys, keep: 'j' } });
    expect(readKeySettings(store)).toEqual({ on: false, map: { ...defaultKeys, keep: 'j' } });
  });

  it('fall back where what is stored is no use', () => {
    expect(readKeySettings(storage({ 'errata:review-keys': '{' }))).toEqual({ on: true, map: defaultKeys });
    expect(readKeySettings(storage({ 'errata:review-keys': '{"map":{"keep":"a","undo":7}}' })).map).toEqual(
      defaultKeys,
    );
  });

  it('refuse a digit, a named key and a key that is taken', () => {
    expect(refusal(defaultKeys, 'keep', '4')).toMatch(/Digits/);
    expect(refusal(defaultKeys, 'keep', 'Enter')).toMatch(/letter/);
    expect(refusal(defaultKeys, 'keep', 'a')).toContain('Accept the suggestion');
    expect(refusal(defaultKeys, 'keep', 'k')).toBeNull();
  });
});

describe('mayDecide', () => {
  it('ignores a held key, a sample not yet painted and the first 250 ms', () => {
    expect(mayDecide({ repeat: true, at: 9_000 }, 1_000)).toBe(false);
    expect(mayDecide({ repeat: false, at: 9_000 }, null)).toBe(false);
    expect(mayDecide({ repeat: false, at: 1_249 }, 1_000)).toBe(false);
    expect(mayDecide({ repeat: false, at: 1_250 }, 1_000)).toBe(true);
  });
});

describe('reasonFor', () => {
  it('takes the number or the first letter', () => {
    expect(reasonFor('4')).toBe('duplicate');
    expect(reasonFor('P')).toBe('private');
    expect(reasonFor('6')).toBeNull();
  });
});
