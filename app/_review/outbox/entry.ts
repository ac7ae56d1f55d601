import type { DecisionInput, DecisionResult } from '#/server/domain/decision.ts';

/** One answer on its way to the server. Kept until the server has said what became of it. */
export interface OutboxEntry {
  /** Order of arrival in this browser; the store gives it. */
  seq: number;
  /** Whose answer it is: nobody else's session may send it. */
  user: string;
  sent:
    | { kind: 'decision'; decision: DecisionInput }
    | { kind: 'skip'; clientKey: string; leaseId: string; sampleId: string };
}
export type NewEntry = Omit<OutboxEntry, 'seq'>;

/** Where answers wait. `add` resolves once the answer would survive the page. */
export interface OutboxStore {
  add(entry: NewEntry): Promise<void>;
  /** Entries of one user in the order they came. */
  list(user: string): Promise<OutboxEntry[]>;
  remove(seqs: number[]): Promise<void>;
}

/** What carries answers to the server. Throws where the server could not be asked. */
export interface Courier {
  decide(decisions: DecisionInput[]): Promise<DecisionResult[]>;
  skip(leaseId: string): Promise<void>;
}

export const sampleOf = (entry: OutboxEntry) =>
  entry.sent.kind === 'skip' ? entry.sent.sampleId : entry.sent.decision.sampleId;

/** The longest run of entries, in order, that one request can carry: decisions together, a skip alone. */
export function nextParcel(entries: OutboxEntry[], most = 20): OutboxEntry[] {
  const stop = entries.findIndex((e) => e.sent.kind === 'skip');
  if (stop === 0) return entries.slice(0, 1);
  return entries.slice(0, Math.min(most, stop < 0 ? entries.length : stop));
}
