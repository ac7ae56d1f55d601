const place = 'errata:no-break-reminder';
const changed = 'errata-break-reminder';

/** Minutes of reading without a pause after which a break is suggested. */
export const longReading = 50;

/** Has the reader switched the reminder off in this browser? */
export function remindersOff(): boolean {
  try {
    return window.localStorage.getItem(place) === '1';
  } catch {
    return false;
  }
}

export function switchReminders(off: boolean): void {
  try {
    if (off) window.localStorage.setItem(place, '1');
    else window.localStorage.removeItem(place);
  } catch {
    // A browser that keeps nothing reminds again after a reload.
  }
  window.dispatchEvent(new Event(changed));
}

export function watchReminders(notify: () => void): () => void {
  window.addEventListener(changed, notify);
  return () => window.removeEventListener(changed, notify);
}

/** Midnight where the reader is, as ISO. */
export function startOfDay(now = new Date()): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
}

/** Minutes read without a pause; null without any. */
export const minutesRead = (readingSince: string | null, now: number): number | null =>
  readingSince === null ? null : Math.max(0, Math.floor((now - Date.parse(readingSince)) / 60_000));
