import type { Session } from './session.ts';

/** Ready ahead of the reader, pictures decoded, whatever the network: below this many waiting samples more are asked for. */
export const supplyFloor = 10;
/** What a request brings beyond that, so that not every answer asks for one more. */
const supplyStep = 8;

/** The most that one request may ask for. */
const mostAtOnce = 50;

/** Milliseconds a sample of the fastest reader: a press sooner after a paint is none. */
const fastest = 270;

/** Samples kept ready where a request for more takes `took` ms: as many more as can be answered meanwhile. */
export function supplyFor(took: number): { floor: number; target: number } {
  const floor = Math.min(mostAtOnce - supplyStep - 1, supplyFloor + Math.ceil(took / fastest));
  return { floor, target: floor + supplyStep };
}

/**
 * The `limit` to ask the server for now; 0 while there are enough, or the queue was at its end. The server counts the
 * samples that this reader holds already, `undelivered` answers among them, towards the limit.
 * @param took ms that the last request and its pictures took
 */
export function wanted(session: Session, undelivered = 0, took = 0): number {
  const { floor, target } = supplyFor(took);
  if (session.exhausted || session.buffer.length >= floor) return 0;
  return Math.min(mostAtOnce, target + (session.current ? 1 : 0) + undelivered);
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
