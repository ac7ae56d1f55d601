import { commandNames, defaultKeys, type KeyMap, type ReviewCommand, reviewCommands, shiftSpace } from './commands.ts';

export interface KeySettings {
  /** Off: no single key acts; every command is still a button. */
  on: boolean;
  map: KeyMap;
}

const place = 'errata:review-keys';

/** The reader's keys as stored in this browser; the defaults where nothing, or nonsense, is stored. */
export function readKeySettings(storage: Pick<Storage, 'getItem'>): KeySettings {
  const settings: KeySettings = { on: true, map: { ...defaultKeys } };
  try {
    const stored: unknown = JSON.parse(storage.getItem(place) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return settings;
    if ('on' in stored && stored.on === false) settings.on = false;
    const map = 'map' in stored && typeof stored.map === 'object' ? (stored.map as Record<string, unknown>) : {};
    for (const command of reviewCommands) {
      const key = map?.[command];
      if (typeof key === 'string' && refusal(settings.map, command, key) === null) settings.map[command] = key;
    }
  } catch {
    // A browser that refuses storage, or text that is no JSON: the defaults serve.
  }
  return settings;
}

/** Keeps only what differs from the defaults, so that a new default reaches readers who never changed it. */
export function writeKeySettings(storage: Pick<Storage, 'setItem'>, settings: KeySettings): void {
  const map = Object.fromEntries(
    reviewCommands.filter((c) => settings.map[c] !== defaultKeys[c]).map((c) => [c, settings.map[c]]),
  );
  try {
    storage.setItem(place, JSON.stringify({ on: settings.on, map }));
  } catch {
    // Without storage the keys hold until the page is left.
  }
}

/** Why `key` cannot stand for `command`, in one sentence, or null when it can. */
export function refusal(map: KeyMap, command: ReviewCommand, key: string): string | null {
  if (/^[0-9]$/.test(key)) return 'Digits choose labels and cannot be moved.';
  if (key.length !== 1 && key !== shiftSpace) return 'Choose a letter, a sign or the space bar.';
  const taken = reviewCommands.find((c) => c !== command && map[c] === key);
  return taken ? `That key already means “${commandNames[taken]}”.` : null;
}
