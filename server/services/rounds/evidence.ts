import type { Sql } from 'postgres';
import type { Evidence } from '#/ml/types.ts';
import type { ClassMap } from '#/server/domain/classMap.ts';
import { type DecisionEvent, evidenceOf, foldDecisions, isSettled, wasWrong } from '#/server/domain/currentLabel.ts';
import type { ReadingKind } from '#/server/domain/reading.ts';
import { throughClasses } from '#/server/domain/throughClasses.ts';
import { trustOfBulks } from '#/server/services/bulk/trust.ts';
import type { DatasetRows } from './rows.ts';

/** What the log up to a watermark says. */
export interface LogReading {
  evidence: Evidence[];
  /** [N] 1 where people have settled the sample. */
  settled: Uint8Array;
  /** Decisions up to the watermark, retractions, bulk decisions and imported ones not counted. */
  decisions: number;
  /** Samples whose label people changed, or struck since no class fits. */
  changed: number;
  /** Share of the samples decided after `since` whose label proved wrong; null without any. */
  hitRate: number | null;
}

interface Row {
  id: string;
  seq: number;
  sample_id: string;
  user_id: string;
  verdict: DecisionEvent['verdict'];
  label: number | null;
  reason: string | null;
  retracts: string | null;
  late: boolean;
  bulk: number | null;
  verifies: boolean;
  imported: boolean;
  at: Date;
  kind: ReadingKind;
  asked: number;
  agree: number;
}

/**
 * Reads the events 1…watermark of a dataset and folds them sample by sample. The log is append-only and numbered in
 * commit order, so the same watermark always reads the same.
 * @param since watermark of the round before.
 * @param map what stored labels count as now.
 */
export async function readLog(
  sql: Sql,
  { datasetId, watermark, since }: { datasetId: number; watermark: number; since: number },
  rows: DatasetRows,
  map: ClassMap,
): Promise<LogReading> {
  const bySample = new Map<number, DecisionEvent[]>();
  const verified = new Set<number>();
  const bulkOf = new Map<number, number>();
  let decisions = 0;
  const query = sql<Row[]>`
    select id, seq, sample_id, user_id, verdict, label, reason, retracts, late, bulk,
      verifies is not null as verifies, source is not null as imported, at, kind, asked, agree
    from decision where dataset_id = ${datasetId} and seq <= ${watermark} order by seq`;
  for await (const chunk of query.cursor(10_000)) {
    for (const r of chunk) {
      const sampleId = Number(r.sample_id);
      if (r.verdict !== 'retract' && r.kind !== 'gold' && r.bulk === null && !r.imported) decisions++;
      if (r.verifies) verified.add(sampleId);
      if (r.bulk !== null && r.verdict !== 'retract') bulkOf.set(sampleId, r.bulk);
      const events = bySample.get(sampleId) ?? [];
      bySample.set(sampleId, events);
      events.push({
        id: Number(r.id),
        seq: r.seq,
        userId: r.user_id,
        verdict: r.verdict,
        label: r.label,
        reason: r.reason,
        retracts: r.retracts === null ? null : Number(r.retracts),
        late: r.late,
        bulk: r.bulk !== null,
        imported: r.imported,
        at: r.at,
        kind: r.kind,
        asked: r.asked,
        agree: r.agree,
      });
    }
  }
  const trust = bulkOf.size ? await trustOfBulks(sql, datasetId) : new Map<number, number>();
  const trustOf = (sampleId: number) => trust.get(bulkOf.get(sampleId) ?? -1);
  return fold(bySample, rows, { since, decisions, map, verified, trustOf });
}

interface Reading {
  since: number;
  decisions: number;
  map: ClassMap;
  /** Samples answered singly to verify a bulk: drawn from it at random, they say nothing about the order of review. */
  verified: ReadonlySet<number>;
  /** Chance that a bulk decision on a sample is right. */
  trustOf: (sampleId: number) => number | undefined;
}

function fold(
  bySample: Map<number, DecisionEvent[]>,
  rows: DatasetRows,
  { since, decisions, map, verified, trustOf }: Reading,
): LogReading {
  const evidence: Evidence[] = [];
  const settled = new Uint8Array(rows.ids.length);
  let changed = 0;
  let recent = 0;
  let hits = 0;
  for (const [sampleId, events] of bySample) {
    const row = rows.rowOf.get(sampleId);
    if (row === undefined) continue;
    const stored = rows.labels[row] ?? -1;
    const { events: read, given } = throughClasses(events, stored < 0 ? null : stored, map);
    const state = foldDecisions(read, given);
    if (!state) continue;
    if (isSettled(state.status)) settled[row] = 1;
    if (state.status === 'changed' || state.status === 'no_class') changed++;
    // A label that was split into others is not corrected, but found anew.
    const split = stored >= 0 && given === null;
    if (state.lastSeq > since && !split && !state.bulk && !state.imported && !verified.has(sampleId)) {
      recent++;
      if (wasWrong(state.status)) hits++;
    }
    const said = evidenceOf(state, given);
    if (!said) continue;
    const label = said.kind === 'label' ? said.label : -1;
    const trust = state.bulk ? trustOf(sampleId) : undefined;
    evidence.push({
      row,
      kind: said.kind,
      label,
      ...(trust === undefined ? {} : { trust }),
      ...(state.imported ? { imported: true } : {}),
    });
  }
  evidence.sort((a, b) => a.row - b.row);
  return { evidence, settled, decisions, changed, hitRate: recent ? hits / recent : null };
}
