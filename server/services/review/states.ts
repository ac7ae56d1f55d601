import type { ISql } from 'postgres';
import type { Statement } from '#/db/flight.ts';
import { type DecisionEvent, type FoldedState, foldDecisions } from '#/server/domain/currentLabel.ts';

/** Folds the logs of some samples, each with its given label as it counts now. */
export function foldEach<E extends DecisionEvent & { sampleId: number }>(
  sampleIds: readonly number[],
  log: readonly E[],
  given: (sampleId: number) => number | null,
): { id: number; state: FoldedState | null }[] {
  const bySample = new Map<number, E[]>();
  for (const e of log) {
    const events = bySample.get(e.sampleId) ?? [];
    bySample.set(e.sampleId, events);
    events.push(e);
  }
  return sampleIds.map((id) => ({ id, state: foldDecisions(bySample.get(id) ?? [], given(id)) }));
}

/** A row of the table of states, as the database calls its columns. */
export type StateRow = ReturnType<typeof stateRow>;

function stateRow(datasetId: number, id: number, state: FoldedState) {
  return {
    sample_id: id,
    dataset_id: datasetId,
    status: state.status,
    current_class: state.currentClass,
    other_class: state.otherClass,
    decided_by: state.decidedBy,
    decided_at: state.decidedAt,
    bulk: state.bulk,
    imported: state.imported,
    decisions: state.decisions,
    last_seq: state.lastSeq,
    consensus: state.consensus,
    confirmed: state.confirmed,
    seats: state.seats,
    second_queue: state.secondQueue,
  };
}

/** What logs add up to, as rows; and the samples that have none, since everything was taken back. */
export function stateRows(
  datasetId: number,
  folded: readonly { id: number; state: FoldedState | null }[],
): { rows: StateRow[]; empty: number[] } {
  return {
    rows: folded.flatMap(({ id, state }) => (state ? [stateRow(datasetId, id, state)] : [])),
    empty: folded.flatMap(({ id, state }) => (state ? [] : [id])),
  };
}

/** Ends an `insert into sample_state`: a row that there is already becomes the new one. */
export const orReplaceState = (tx: ISql) => tx`
  on conflict (sample_id) do update set
    status = excluded.status, current_class = excluded.current_class, other_class = excluded.other_class,
    decided_by = excluded.decided_by, decided_at = excluded.decided_at, bulk = excluded.bulk, imported = excluded.imported, decisions = excluded.decisions, last_seq = excluded.last_seq,
    consensus = excluded.consensus, confirmed = excluded.confirmed, seats = excluded.seats, second_queue = excluded.second_queue`;

/** The statements that store what logs add up to, per sample; no row where everything was taken back. */
export function stateStatements(
  tx: ISql,
  datasetId: number,
  folded: readonly { id: number; state: FoldedState | null }[],
): Statement[] {
  const { rows, empty } = stateRows(datasetId, folded);
  const statements: Statement[] = [];
  if (rows.length) statements.push(tx`insert into sample_state ${tx(rows)} ${orReplaceState(tx)}`);
  if (empty.length) statements.push(tx`delete from sample_state where sample_id = any(${empty}::bigint[])`);
  return statements;
}
