import type { Session } from './session.ts';

/** Below this many waiting samples more are asked for; with the answer there are `supplyTarget` again. */
export const supplyFloor = 6;
export const supplyTarget = 14;

/** The most that one request may ask for. */
const mostAtOnce = 50;

/**
 * The `limit` to ask the server for now; 0 while there are enough, or the queue was at its end. The server counts the
 * samples that this reader holds already, `undelivered` answers among them, towards the limit.
 */
export function wanted(session: Session, undelivered = 0): number {
  if (session.exhausted || session.buffer.length >= supplyFloor) return 0;
  return Math.min(mostAtOnce, supplyTarget + (session.current ? 1 : 0) + undelivered);
}

/** Leases to keep alive, or to give back when the page is left. */
export function heldLeases(session: Session): string[] {
  return [session.current, ...session.buffer].filter((i) => i !== null).map((i) => i.leaseId);
}

/** The latest time at which one of them ends, as far as the page knows; null when it holds none. */
export function heldUntil(session: Session): string | null {
  const ends = [session.current, ...session.buffer].flatMap((i) => (i ? [i.expiresAt] : []));
  return ends.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

/** Milliseconds to the next renewal: a third of what the shortest lease has left, between 0.2 s and 2 min. */
export function renewalDelay(session: Session, now: number): number {
  const left = [session.current, ...session.buffer].filter((i) => i !== null).map((i) => Date.parse(i.expiresAt) - now);
  return Math.min(120_000, Math.max(200, Math.min(...left, 360_000) / 3));
}
