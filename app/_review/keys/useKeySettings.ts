'use client';

import { useEffect, useState } from 'react';
import { defaultKeys } from './commands.ts';
import { type KeySettings, readKeySettings, writeKeySettings } from './settings.ts';

/** The reader's keys in this browser. The defaults until the page is alive, so that server and browser agree. */
export function useKeySettings() {
  const [settings, setSettings] = useState<KeySettings>({ on: true, map: defaultKeys });
  useEffect(() => setSettings(readKeySettings(window.localStorage)), []);
  return {
    settings,
    change(next: KeySettings) {
      setSettings(next);
      writeKeySettings(window.localStorage, next);
    },
  };
}
