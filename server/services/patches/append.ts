import type { ISql } from 'postgres';
import { foldDecisions, isSettled } from '#/server/domain/currentLabel.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import type { Bench, NewEvent } from '#/server/services/review/judge.ts';
import { type EventRow, type LoggedEvent, logStatement, readThrough, toLog } from '#/server/services/review/log.ts';
import { storeStatements } from '#/server/services/review/store.ts';

/** The reader that a patch's decisions carry in the log. */
export const importReader = (patchId: string) => `import:${patchId}`;

/** Samples of one insert: a decision takes some twenty parameters, and PostgreSQL takes 65,535. */
const PIECE = 1500;

export interface Appending {
  datasetId: number;
  patchId: string;
  classes: ClassNames;
  /** Number of the log's last event, under the dataset's lock. */
  seq: number;
  now: Date;
}

/** What an event of a patch says about a sample; `given` is the stored index of the given class. */
export interface Said {
  sampleId: number;
  given: number | null;
  event: Pick<NewEvent, 'verdict' | 'label'>;
}

/**
 * Appends a patch's events to the log, in the caller's transaction and under the dataset's lock, and brings the samples'
 * states up to date. Events never count against a reader's own look (`foldDecisions`).
 * @returns number of the last event; samples on which readers had decided otherwise
 */
export async function appendEvents(
  tx: ISql,
  { datasetId, patchId, classes, seq, now }: Appending,
  said: readonly Said[],
): Promise<{ seq: number; contradicted: number }> {
  const userId = importReader(patchId);
  let last = seq;
  let contradicted = 0;
  for (let from = 0; from < said.length; from += PIECE) {
    const piece = said.slice(from, from + PIECE);
    const stored = new Map(piece.map((s) => [s.sampleId, s.given]));
    const rows: EventRow[] = await logStatement(tx, [...stored.keys()], { userId, clientKeys: [] });
    const given = new Map(piece.map((s) => [s.sampleId, classes.current(s.given)]));
    const log = readThrough(toLog(rows), (id) => stored.get(id) ?? null, classes);
    const bySample = new Map(piece.map((s) => [s.sampleId, [] as LoggedEvent[]]));
    for (const e of log) bySample.get(e.sampleId)?.push(e);
    const events = piece.map(({ sampleId, event }): NewEvent => {
      const before = bySample.get(sampleId) ?? [];
      const target = event.verdict === 'retract' ? before.findLast((e) => e.userId === userId) : undefined;
      const state = foldDecisions(before, given.get(sampleId) ?? null);
      if (state && isSettled(state.status) && !state.imported) {
        const says = event.verdict === 'keep' ? (given.get(sampleId) ?? null) : event.label;
        if (event.verdict !== 'retract' && state.currentClass !== says) contradicted++;
      }
      return {
        id: -(last + 1),
        seq: ++last,
        sampleId,
        userId,
        ...event,
        reason: null,
        retracts: target?.id ?? null,
        late: false,
        bulk: false,
        imported: true,
        at: now,
        leaseId: null,
        clientKey: `${event.verdict === 'retract' ? 'retract' : 'import'}-${sampleId}`,
        lease: null,
        kind: 'reading',
        asked: 1,
        agree: 1,
        secondShare: 0,
        secondDrawn: false,
        note: null,
        source: patchId,
        milliseconds: null,
      };
    });
    const bench: Bench = {
      userId,
      now,
      seq: last,
      classes,
      given,
      log: [...log, ...events],
      leases: [],
      leads: false,
    };
    const options = { datasetId, bench, events, counted: 0, leaseMinutes: 0, guideline: 0 };
    for (const statement of storeStatements(tx, options)) await statement;
  }
  return { seq: last, contradicted };
}
