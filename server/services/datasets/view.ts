import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { dataset, datasetClass, encoding, job, round, sampleState } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { datasetSettingsSchema } from '#/server/domain/settings.ts';
import type { Task } from '#/server/domain/task.ts';
import type { ClassView, DatasetView } from '#/server/domain/views.ts';
import { jobView } from '#/server/services/jobs/view.ts';
import { datasetEstimate } from '#/server/services/stats/estimate.ts';

type Row = typeof dataset.$inferSelect;

/** The demo's practice sets: their errors were planted, and the truth is known. */
const practiceKeys: readonly (string | null)[] = ['practice', 'relations'];

const nouns: Record<Task, DatasetView['noun']> = {
  text: { one: 'text', many: 'texts' },
  image: { one: 'picture', many: 'pictures' },
  'image-text': { one: 'picture', many: 'pictures' },
  relation: { one: 'sentence', many: 'sentences' },
};
const mail: DatasetView['noun'] = { one: 'mail', many: 'mails' };

/**
 * Views of datasets, in the order given, with one query per kind of fact.
 * @param figures whether the actor may see a dataset's figures: who only reviews is not told how much is wrong or was changed
 */
export async function datasetViews(
  ctx: Ctx,
  rows: Row[],
  figures: (datasetId: number) => boolean,
): Promise<DatasetView[]> {
  if (!rows.length) return [];
  const ids = rows.map((r) => r.id);
  const [classes, changed, rounds, encodings, jobs, estimates] = await Promise.all([
    classesOf(ctx, ids),
    changedOf(ctx, ids),
    ctx.db
      .select({ id: round.datasetId, number: round.number, backend: round.backend })
      .from(round)
      .innerJoin(dataset, eq(dataset.roundId, round.id))
      .where(inArray(dataset.id, ids)),
    ctx.db
      .select({ id: encoding.id, encoder: encoding.encoder })
      .from(encoding)
      .where(inArray(encoding.datasetId, ids)),
    jobsOf(ctx, rows),
    Promise.all(rows.map((r) => (r.roundId === null ? null : datasetEstimate(ctx, r.id)))),
  ]);
  return rows.map((row, i) => {
    const published = rounds.find((r) => r.id === row.id);
    const running = jobs.get(row.id);
    const { files, columns } = row.source;
    return {
      id: String(row.id),
      slug: row.slug,
      name: row.name,
      task: row.task,
      state: row.state,
      message: row.message,
      samples: row.samples,
      decisions: row.decisions,
      changed: figures(row.id) ? (changed.get(row.id) ?? 0) : null,
      classes: classes.get(row.id) ?? [],
      round: published?.number ?? 0,
      backend: published?.backend ?? null,
      encoder: encodings.find((e) => e.id === row.encodingId)?.encoder.replace(/^own:.*/, 'own embeddings') ?? null,
      // Sets made before a setting existed have its default.
      settings: datasetSettingsSchema.parse(row.settings),
      demo: row.demo,
      practice: practiceKeys.includes(row.seedKey),
      noun: isMail(columns.title, files) ? mail : nouns[row.task],
      createdAt: row.createdAt.toISOString(),
      job: running ? jobView(running, row.slug) : null,
      estimate: figures(row.id) ? (estimates[i] ?? null) : null,
    };
  });
}

/** Mail is text with a subject as its title. */
function isMail(title: string | undefined, files: Row['source']['files']): boolean {
  return title?.toLowerCase() === 'subject' || files.some((f) => /\.(eml|mbox)$/i.test(f.name));
}

async function classesOf(ctx: Ctx, ids: number[]): Promise<Map<number, ClassView[]>> {
  const rows = await ctx.db
    .select()
    .from(datasetClass)
    .where(and(inArray(datasetClass.datasetId, ids), sql`${datasetClass.archivedAt} is null`))
    .orderBy(asc(datasetClass.index));
  const found = new Map<number, ClassView[]>();
  for (const { datasetId, index, name, description, hotKey, colour, given } of rows) {
    const list = found.get(datasetId) ?? [];
    list.push({ index, name, description, hotKey, colour, given });
    found.set(datasetId, list);
  }
  return found;
}

async function changedOf(ctx: Ctx, ids: number[]): Promise<Map<number, number>> {
  const rows = await ctx.db
    .select({ id: sampleState.datasetId, changed: sql<number>`count(*)::int` })
    .from(sampleState)
    .where(and(inArray(sampleState.datasetId, ids), inArray(sampleState.status, ['changed', 'no_class'])))
    .groupBy(sampleState.datasetId);
  return new Map(rows.map((r) => [r.id, r.changed]));
}

/** Of each dataset that is not ready: the latest job that brings it there, or that failed to. */
async function jobsOf(ctx: Ctx, rows: Row[]): Promise<Map<number, typeof job.$inferSelect>> {
  const unready = rows.filter((r) => r.state !== 'ready').map((r) => r.id);
  if (!unready.length) return new Map();
  const found = await ctx.db
    .selectDistinctOn([job.datasetId])
    .from(job)
    .where(and(inArray(job.datasetId, unready), inArray(job.kind, ['import', 'encode', 'round'])))
    .orderBy(job.datasetId, desc(job.createdAt));
  return new Map(found.map((j) => [j.datasetId!, j]));
}
