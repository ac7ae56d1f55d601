import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { dataset, datasetClass, neighbors, plantedTruth, queue, round } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { StoredPolicy } from '#/server/domain/queuePolicy.ts';
import { type DatasetSettings, datasetSettingsSchema } from '#/server/domain/settings.ts';

export interface ScoredSample {
  given: number | null;
  /** What it really is; equal to given unless planted wrong. */
  truth: number;
  suggested: number;
  pGiven: number;
  suspicion: number;
  signals: number[];
}

export interface ScoredOptions {
  samples: number;
  classes?: string[];
  settings?: Partial<DatasetSettings>;
  /** Of the queue; default: no second readings, so that each sample has one reader. */
  policy?: StoredPolicy;
  /** The sample at a row; default: the first tenth wrong, suspicion falling with the row. */
  at?: (row: number) => ScoredSample;
  practice?: boolean;
}

export interface Scored {
  datasetId: number;
  slug: string;
  roundId: number;
  queueId: number;
  /** Sample ids by row; they rise with the row. */
  ids: number[];
  /** Label that is right, by sample id. */
  truth: Map<number, { given: string | null; label: string }>;
}

/** One reader per sample and no more. */
const oneReader: StoredPolicy = { secondReading: { changes: 0, keeps: 0 } };

const byDefault = (samples: number, classes: number) => (row: number) => {
  const wrong = row < samples / 10;
  const truth = row % classes;
  const suspicion = 1 - row / samples;
  return {
    given: wrong ? (truth + 1) % classes : truth,
    truth,
    suggested: wrong ? truth : (truth + 1) % classes,
    pGiven: wrong ? 0.1 : 0.9,
    suspicion,
    // In the order of ml/signals/index.ts: model, neighbours, hard, near-duplicates.
    signals: [wrong ? 0.9 : 0.1, suspicion, 1 - suspicion, 0],
  };
};

/**
 * A dataset with one published round, written straight into the tables: samples, scores, neighbours and the queue
 * "Likely wrong". For tests and benchmarks of what reads scores; nothing is encoded or trained.
 */
export async function scoredDataset(ctx: Pick<Ctx, 'db' | 'sql'>, options: ScoredOptions): Promise<Scored> {
  const { db, sql } = ctx;
  const names = options.classes ?? ['ham', 'spam', 'other'];
  const at = options.at ?? byDefault(options.samples, names.length);
  const rows = Array.from({ length: options.samples }, (_, row) => ({ row, ...at(row) }));
  const slug = `set-${randomUUID().slice(0, 8)}`;
  const [made] = await db
    .insert(dataset)
    .values({
      slug,
      name: slug,
      task: 'text',
      state: 'ready',
      settings: datasetSettingsSchema.parse(options.settings ?? {}),
      source: { format: 'csv', files: [], columns: {}, order: [] },
      samples: options.samples,
    })
    .returning({ id: dataset.id });
  const datasetId = made!.id;
  await db
    .insert(datasetClass)
    .values(
      names.map((name, index) => ({ datasetId, index, name, given: rows.filter((r) => r.given === index).length })),
    );
  const ids: number[] = [];
  // Multiplying by a number prime to the size permutes the audit's ranks.
  const rank = (row: number) => (row * 7919 + Math.floor(options.samples / 2)) % options.samples;
  for (let from = 0; from < rows.length; from += 2000) {
    const part = rows.slice(from, from + 2000);
    const inserted = await sql<{ id: string }[]>`
      insert into sample (dataset_id, row, external_id, content, given_class, audit_rank, frozen_doubt)
      select ${datasetId}, r, 'x' || r, jsonb_build_object('kind', 'text', 'title', 'Title ' || r, 'text', 'Text of row ' || r), g, a, 1 - p
      from unnest(${part.map((r) => r.row)}::int[], ${part.map((r) => r.given)}::smallint[],
        ${part.map((r) => rank(r.row))}::int[], ${part.map((r) => r.pGiven)}::real[]) as t(r, g, a, p)
      order by r returning id`;
    ids.push(...inserted.map((i) => Number(i.id)));
  }
  const [published] = await db
    .insert(round)
    .values({
      datasetId,
      number: 1,
      trigger: 'import',
      mode: 'cold',
      state: 'published',
      watermark: 0,
      decisions: 0,
      encodingId: 0,
      metrics: { estimatedNoise: 0.1, meanSelfConfidence: 0.8, doubted: Math.round(options.samples / 10) },
      publishedAt: new Date(),
    })
    .returning({ id: round.id });
  const roundId = published!.id;
  await fillPartition(ctx, roundId, rows, ids);
  await db.update(dataset).set({ roundId }).where(eq(dataset.id, datasetId));
  for (let from = 0; from < rows.length; from += 2000)
    await db.insert(neighbors).values(
      rows.slice(from, from + 2000).map((r) => {
        const near = [1, 2, 3, 4, 5].map((d) => (r.row + d) % options.samples);
        return { datasetId, row: r.row, rows: near, similarities: near.map((_, i) => 0.9 - i / 10) };
      }),
    );
  if (options.practice)
    await db
      .insert(plantedTruth)
      .values(rows.filter((r) => r.given !== r.truth).map((r) => ({ sampleId: ids[r.row]!, trueClass: r.truth })));
  const [likely] = await db
    .insert(queue)
    .values({
      datasetId,
      key: 'likely-wrong',
      name: 'Likely wrong',
      description: 'Most suspicious first',
      orderBy: 'suspicion',
      policy: options.policy ?? oneReader,
    })
    .returning({ id: queue.id });
  const truth = new Map(
    rows.map((r) => [ids[r.row]!, { given: r.given === null ? null : names[r.given]!, label: names[r.truth]! }]),
  );
  return { datasetId, slug, roundId, queueId: likely!.id, ids, truth };
}

/** Writes a round's scores into a partition of its own. `settled` ids are not open. */
export async function fillPartition(
  { sql }: Pick<Ctx, 'sql'>,
  roundId: number,
  rows: (ScoredSample & { row: number })[],
  ids: number[],
  settled: ReadonlySet<number> = new Set(),
): Promise<void> {
  const table = sql(`score_${roundId}`);
  await sql`create table ${table} partition of score for values in (${sql.unsafe(String(roundId))})`;
  for (let from = 0; from < rows.length; from += 2000) {
    const part = rows.slice(from, from + 2000);
    await sql`insert into ${table} ${sql(
      part.map((r) => ({
        round_id: roundId,
        sample_id: ids[r.row]!,
        row: r.row,
        p_given: r.pGiven,
        suggested_class: r.suggested,
        p_suggested: 1 - r.pGiven,
        suspicion: r.suspicion,
        signals: r.signals,
        top_classes: r.given === null ? [r.suggested] : [r.suggested, r.given],
        top_probabilities: r.given === null ? [1 - r.pGiven] : [1 - r.pGiven, r.pGiven],
        open: !settled.has(ids[r.row]!),
      })),
    )}`;
  }
  await sql`create index on ${table} (suspicion desc, sample_id) where open`;
}
