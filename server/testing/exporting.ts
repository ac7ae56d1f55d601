import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { dataset, datasetClass, decision, round, sample } from '#/db/schema/index.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import type { ExportFormat, ExportPolicy } from '#/server/domain/views.ts';
import { createExport } from '#/server/services/exports/create.ts';
import { exportFile } from '#/server/services/exports/file.ts';
import { getExport } from '#/server/services/exports/get.ts';
import { runExport } from '#/server/services/exports/run.ts';
import { runImport } from '#/server/services/imports/run.ts';
import { startImport } from '#/server/services/imports/start.ts';
import { storeUpload } from '#/server/services/imports/upload.ts';
import type { TestCtx } from './database.ts';

const never = new AbortController().signal;
const plain: ExportPolicy = { cleanedOnly: false, spreadsheetSafe: false };

/** An imported dataset with one published round that suggests the next class and believes a tenth of each label. */
export async function readySet(ctx: TestCtx, name: string, content: string | Uint8Array) {
  const { id } = await storeUpload({ ctx, input: { fileName: name, body: bytesOf(content) } });
  const { dataset: slug, job: jobId } = await startImport({ ctx, input: { name, uploadIds: [id] } });
  const [row] = await ctx.db.select().from(dataset).where(eq(dataset.slug, slug));
  const datasetId = row!.id;
  await runImport({ ctx, jobId, datasetId }, () => {}, never);
  const base = {
    datasetId,
    number: 1,
    trigger: 'import',
    mode: 'cold',
    watermark: 0,
    decisions: 0,
    encodingId: 0,
  } as const;
  const [made] = await ctx.db
    .insert(round)
    .values({ ...base, state: 'published' })
    .returning({ id: round.id });
  const roundId = made!.id;
  const table = ctx.sql(`score_${roundId}`);
  await ctx.sql`create table ${table} partition of score for values in (${ctx.sql.unsafe(String(roundId))})`;
  await ctx.sql`
    insert into ${table} (round_id, sample_id, row, p_given, suggested_class, p_suggested, suspicion, signals, top_classes, top_probabilities, open)
    select ${roundId}, s.id, s.row, 0.1, (coalesce(s.given_class, 0) + 1) % k.n, 0.9, 0.9, '{}', '{}', '{}', true
    from sample s, (select count(*)::int as n from class where dataset_id = ${datasetId}) k where s.dataset_id = ${datasetId}`;
  await ctx.db.update(dataset).set({ roundId }).where(eq(dataset.id, datasetId));
  return { slug, datasetId };
}

async function* bytesOf(content: string | Uint8Array) {
  yield typeof content === 'string' ? Buffer.from(content) : content;
}

/** Appends one decision to the log, as readers' decisions come. */
export async function decideRow(ctx: TestCtx, datasetId: number, row: number, verdict: Verdict, label?: string) {
  const [of] = await ctx.db
    .select()
    .from(sample)
    .where(eq(sample.datasetId, datasetId))
    .orderBy(sample.row)
    .offset(row)
    .limit(1);
  const classes = await ctx.db.select().from(datasetClass).where(eq(datasetClass.datasetId, datasetId));
  const [{ seq }] = await ctx.sql`
    update dataset set event_seq = event_seq + 1, decisions = decisions + 1 where id = ${datasetId} returning event_seq as seq`;
  await ctx.db.insert(decision).values({
    datasetId,
    seq,
    sampleId: of!.id,
    userId: ctx.actor.kind === 'user' ? ctx.actor.userId : '',
    verdict,
    label: classes.find((c) => c.name === label)?.index ?? null,
    clientKey: randomUUID(),
    suggestionShown: true,
  });
}

/** Makes a version and reads its file. */
export async function exportSet(ctx: TestCtx, slug: string, format: ExportFormat, policy = plain) {
  const view = await createExport({ ctx, input: { slug, format, policy } });
  await runExport({ ctx, exportId: view.id }, () => {}, never);
  const file = await exportFile({ ctx, input: { id: view.id } });
  return { view: await getExport({ ctx, input: { id: view.id } }), bytes: await buffer(file.stream), file };
}
