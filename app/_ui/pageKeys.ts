const place = 'errata:no-page-keys';
const changed = 'errata-page-keys';

/** Do single keys act on this page? Who dictates or has an unsteady hand switches them off; every key is a control as well. */
export function pageKeysOn(): boolean {
  try {
    return window.localStorage.getItem(place) !== '1';
  } catch {
    return true;
  }
}

export function switchPageKeys(on: boolean): void {
  try {
    if (on) window.localStorage.removeItem(place);
    else window.localStorage.setItem(place, '1');
  } catch {
    // A browser that keeps nothing keeps the keys.
  }
  window.dispatchEvent(new Event(changed));
}

export function watchPageKeys(notify: () => void): () => void {
  window.addEventListener(changed, notify);
  return () => window.removeEventListener(changed, notify);
}
