/** Between a figure and its unit a line does not break. */
const nb = '\u00a0';

const whole = new Intl.NumberFormat('en');

/** 14021 → "14,021". */
export const count = (n: number): string => whole.format(Math.round(n));

/** A share in [0,1] as per cent: below 10% with one decimal, as "3.4%"; above without; never "0%" or "100%" for a share that only rounds to it. */
export function percent(share: number): string {
  const p = share * 100;
  if (p === 0) return '0%';
  if (p < 0.1) return '<0.1%';
  if (p < 9.95) return `${p.toFixed(1).replace(/\.0$/, '')}%`;
  if (p > 99.5 && p < 100) return '>99%';
  return `${Math.round(p)}%`;
}

/** Whole per cents, for hit rates from few decisions. */
export const wholePercent = (share: number): string =>
  share > 0 && share < 0.005 ? '<1%' : `${Math.round(share * 100)}%`;

/** Milliseconds in the unit a reader would use: "84 ms", "0.8 s", "12 s", "3 min". */
export function duration(ms: number): string {
  if (ms < 100) return `${Math.round(ms)}${nb}ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)}${nb}s`;
  if (ms < 90_000) return `${Math.round(ms / 1000)}${nb}s`;
  return `${Math.round(ms / 60_000)}${nb}min`;
}

/** Bytes as "12 kB", "3.4 MB". */
export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = n;
  let unit = -1;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** "4 min ago", from an ISO time and the present in ms. */
export function ago(iso: string, now: number): string {
  const s = Math.max(0, (now - Date.parse(iso)) / 1000);
  if (s < 45) return 'just now';
  if (s < 90 * 60) return `${Math.max(1, Math.round(s / 60))}${nb}min ago`;
  if (s < 36 * 3600) return `${Math.round(s / 3600)}${nb}h ago`;
  return `${Math.round(s / 86400)}${nb}days ago`;
}

/** "1 decision", "2,310 decisions". */
export const counted = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`;
