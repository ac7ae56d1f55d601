import { and, eq, inArray } from 'drizzle-orm';
import { consistency, dataset, datasetClass } from '#/db/schema/index.ts';
import { captionVectors } from '#/ml/round/captions.ts';
import type { Captions, RoundInput } from '#/ml/types.ts';
import type { Ctx } from '#/server/context.ts';
import { doesNotMatch, hasPictures, matches } from '#/server/domain/pictures.ts';
import type { LearnedClasses } from './learnedClasses.ts';
import type { DatasetRows } from './rows.ts';

/** What visual questions have found so far, in row order, and captions; undefined where samples are no pictures. */
export async function readPictures(
  ctx: Pick<Ctx, 'db' | 'sql'>,
  datasetId: number,
  rows: DatasetRows,
  learned: LearnedClasses,
): Promise<RoundInput['pictures']> {
  const [set] = await ctx.db.select({ task: dataset.task }).from(dataset).where(eq(dataset.id, datasetId));
  if (!set || !hasPictures(set.task)) return undefined;
  const captions = set.task === 'image-text' ? await readCaptions(ctx, datasetId, learned) : null;
  const found = await ctx.db
    .select({ sampleId: consistency.sampleId, value: consistency.value, likeness: consistency.likeness })
    .from(consistency)
    .where(eq(consistency.datasetId, datasetId));
  const read = captions ? { captions } : {};
  if (found.length === 0) return read;
  const values = new Float32Array(rows.ids.length).fill(-1);
  const compared = new Float32Array(rows.ids.length).fill(-1);
  for (const { sampleId, value, likeness } of found) {
    const row = sampleId === null ? undefined : rows.rowOf.get(sampleId);
    if (row === undefined) continue;
    if (value !== null) values[row] = value;
    if (likeness !== null) compared[row] = likeness;
  }
  return { ...read, consistency: values, ...(compared.some((v) => v >= 0) ? { likeness: compared } : {}) };
}

/** Null where the classes say something else than whether caption and picture match: those are learned as any others. */
async function readCaptions(
  { db, sql }: Pick<Ctx, 'db' | 'sql'>,
  datasetId: number,
  learned: LearnedClasses,
): Promise<Captions | null> {
  const named = await db
    .select({ name: datasetClass.name, index: datasetClass.index })
    .from(datasetClass)
    .where(and(eq(datasetClass.datasetId, datasetId), inArray(datasetClass.name, [matches, doesNotMatch])));
  const numberOf = (name: string) => {
    const stored = named.find((c) => c.name === name);
    return stored ? learned.numberOf(stored.index) : -1;
  };
  const numbers = { matches: numberOf(matches), differs: numberOf(doesNotMatch) };
  if (learned.indices.length !== 2 || numbers.matches < 0 || numbers.differs < 0) return null;
  const texts: string[] = [];
  const query = sql<{ caption: string | null }[]>`
    select content->>'caption' as caption from sample where dataset_id = ${datasetId} order by row`;
  for await (const chunk of query.cursor(5000)) for (const { caption } of chunk) texts.push(caption ?? '');
  return { ...captionVectors(texts), ...numbers };
}
