import type { ISql, Sql } from 'postgres';
import { flight, type Statement } from '#/db/flight.ts';
import type { StoredContent } from '#/db/schema/index.ts';
import type { EvidenceRow } from '#/server/domain/question.ts';
import type { Status } from '#/server/domain/verdict.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { orderValue } from '#/server/services/queues/order.ts';
import type { DrawnQueue } from '#/server/services/queues/require.ts';
import { type NeighborRow, neighborStatement } from './neighbors.ts';
import { type RankRow, rankStatement, readRanks } from './rank.ts';

/** What a sample, its scores and what speaks about it are read as. */
export interface ItemRow {
  id: string;
  external_id: string;
  row: number;
  split: string | null;
  content: StoredContent;
  given_class: number | null;
  status: Status | null;
  current_class: number | null;
  decided_by: string | null;
  p_given: number | null;
  suggested_class: number;
  p_suggested: number;
  signals: number[];
  top_classes: number[];
  top_probabilities: number[];
  visual_model: string | null;
  visual_evidence: EvidenceRow[] | null;
  value: number;
  /** What the user's models say; null where they say nothing. */
  models: number | null;
  against: number;
  alternative: number;
  alternatives: number;
  /** Labels of reviewed neighbours that speak against the given one; null where none do. */
  said: number[] | null;
}

/** Where samples are read from: the queue that shows them, and the round whose scores are shown. */
export interface Place {
  sql: Sql;
  roundId: number;
  queue: DrawnQueue;
  classes: ClassNames;
}

export interface ItemsRead {
  items: Map<number, ItemRow>;
  /** In the order of samples, the nearest first. */
  near: NeighborRow[];
  /** By value of the queue's order. */
  ranks: Map<number, number>;
}

export const nothingRead = (): ItemsRead => ({ items: new Map(), near: [], ranks: new Map() });

export function allRead(a: ItemsRead, b: ItemsRead): ItemsRead {
  return {
    items: new Map([...a.items, ...b.items]),
    near: [...a.near, ...b.near],
    ranks: new Map([...a.ranks, ...b.ranks]),
  };
}

/**
 * The statements that read what is shown of the samples of open leases. They may follow the leases' own in one flight.
 * Plain and blind ones carry nothing of the model's, so nothing of it is read for them.
 * @returns all: what to send, in order; read: what they have answered, once they are sent
 */
export function itemStatements(
  tx: ISql,
  place: Place,
  leaseIds: string[],
): { all: Statement[]; read: () => Promise<ItemsRead> } {
  const { queue, roundId } = place;
  const held = tx`id = any(${leaseIds}::text[]) and ended_at is null`;
  const told = tx`array(select sample_id from lease where ${held} and not plain and not blind)`;
  const items = tx<ItemRow[]>`
    select p.id, p.external_id, p.row, p.split, p.content, p.given_class, x.status, x.current_class, x.decided_by,
      s.p_given, s.suggested_class, s.p_suggested, s.signals, s.top_classes, s.top_probabilities,
      ${orderValue(tx, queue.orderBy)} as value, v.models, v.against, v.alternative, v.alternatives,
      c.model as visual_model, c.evidence as visual_evidence, z.said
    from sample p
    left join sample_state x on x.sample_id = p.id
    left join model_vote v on v.dataset_id = p.dataset_id and v.row = p.row
    left join score s on s.round_id = ${roundId} and s.sample_id = p.id
    left join consistency c on c.sample_id = p.id
    left join reviewed_near z on z.sample_id = p.id
    where p.id = any(array(select sample_id from lease where ${held}))`;
  const near = neighborStatement(tx, queue.datasetId, told);
  // In a random order a rank says nothing.
  const ranks: (Statement & PromiseLike<RankRow[]>) | null =
    queue.policy.order === 'random' ? null : rankStatement(tx, place, told);
  return {
    all: [items, near, ...(ranks ? [ranks] : [])],
    read: async () => ({
      items: new Map((await items).map((r) => [Number(r.id), r])),
      near: await near,
      ranks: ranks ? readRanks(place, await ranks) : new Map(),
    }),
  };
}

/** Reads what is shown of the samples of open leases, in a flight of its own. */
export async function readItems(place: Place, leaseIds: string[]): Promise<ItemsRead> {
  let read!: () => Promise<ItemsRead>;
  await flight(place.sql, (tx) => {
    const statements = itemStatements(tx, place, leaseIds);
    read = statements.read;
    return statements.all;
  });
  return read();
}
