import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { job } from '#/db/schema/index.ts';
import { storeUpload } from '#/server/services/imports/upload.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { runModelImport } from '#/server/services/models/run.ts';
import { startModelImport } from '#/server/services/models/start.ts';
import { listPatches } from '#/server/services/patches/list.ts';
import { runPatchImport } from '#/server/services/patches/run.ts';
import { startPatchImport } from '#/server/services/patches/start.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { benchmarkImpact } from './impact.ts';

const tacred = new URL('../../../../shared/data/tacred/', import.meta.url);
const there = existsSync(tacred);
if (!there) console.log('../shared/data/tacred is not here: the benchmark impact on TACRED is not tested.');
const read = (name: string) => readFileSync(new URL(name, tacred));
const lines = (name: string) =>
  gunzipSync(read(name))
    .toString()
    .trim()
    .split(/\r?\n/)
    .map((l) => l.split(','));

let t: TestDatabase;
let ctx: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'lead');
});
afterAll(() => t.close());

async function upload(fileName: string, content: Buffer): Promise<string> {
  async function* body() {
    yield content;
  }
  return (await storeUpload({ ctx, input: { fileName, body: body() } })).id;
}

async function runOf(set: Scored, jobId: string): Promise<JobRun> {
  const [row] = await ctx.db.select().from(job).where(eq(job.id, jobId));
  const signal = new AbortController().signal;
  return { jobId, datasetId: set.datasetId, payload: row!.payload, progress: () => {}, signal };
}

/** TACRED's scorer, written out: precision and recall over everything but no_relation. */
function microF1(gold: readonly string[], predicted: readonly string[]): number {
  let [correct, guessed, positives] = [0, 0, 0];
  gold.forEach((label, i) => {
    if (predicted[i] !== 'no_relation') guessed++;
    if (label !== 'no_relation') positives++;
    if (label !== 'no_relation' && predicted[i] === label) correct++;
  });
  const precision = correct / guessed;
  const recall = correct / positives;
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

describe.skipIf(!there)('forty-nine models on TACRED dev, with the TACRev patch as decisions', () => {
  const [head, ...predictions] = there ? lines('dev_predictions.csv.gz') : [[]];
  const [, ...summary] = there ? lines('dev_summary.csv.gz') : [[]];
  const relations: string[] = there ? JSON.parse(read('dev_prediction_labels.json').toString()) : [];
  const patch: { id: string; relation: string }[] = there ? JSON.parse(read('dev_patch.json').toString()) : [];

  it('has the figures of a direct computation, and every inversion', async () => {
    const ids = summary.map((row) => row[0]!);
    const gold = summary.map((row) => row[1]!);
    const set = await scoredDataset(ctx, {
      samples: ids.length,
      classes: relations,
      settings: { negativeClass: 'no_relation' },
      at: (row) => ({
        given: relations.indexOf(gold[row]!),
        truth: 0,
        suggested: 0,
        pGiven: 0.9,
        suspicion: 0.5,
        signals: [0],
      }),
    });
    await ctx.sql`
      update sample s set external_id = n.external from unnest(${set.ids}::bigint[], ${ids}::text[]) as n(id, external)
      where s.id = n.id`;
    const { slug } = set;
    const uploadIds = [
      await upload('dev_predictions.csv.gz', read('dev_predictions.csv.gz')),
      await upload('dev_prediction_labels.json', read('dev_prediction_labels.json')),
    ];
    const models = await startModelImport({ ctx, input: { slug, uploadIds } });
    await runModelImport({ ctx, run: await runOf(set, models.job) });
    const uploadId = await upload('dev_patch.json', read('dev_patch.json'));
    const corrections = await startPatchImport({ ctx, input: { slug, uploadId } });
    await runPatchImport({ ctx, run: await runOf(set, corrections.job) });

    const impact = await benchmarkImpact({ ctx, input: { slug } });
    const corrected = new Map(patch.map((p) => [p.id, p.relation]));
    const after = ids.map((id, i) => corrected.get(id) ?? gold[i]!);
    const changed = after.filter((label, i) => label !== gold[i]).length;
    expect(impact).toMatchObject({ metric: 'microF1', samples: ids.length, uncovered: 0, dropped: 0, changed });
    expect(impact.decided).toBe(patch.length);
    expect(impact.models).toHaveLength(49);

    const predictedOf = new Map(predictions.map((row) => [row[0]!, row]));
    const direct = head!.slice(1).map((name, m) => {
      const predicted = ids.map((id) => relations[Number(predictedOf.get(id)![m + 1])]!);
      return { name, given: microF1(gold, predicted), corrected: microF1(after, predicted) };
    });
    for (const { name, given, corrected: fixed } of direct) {
      const found = impact.models.find((m) => m.name === name)!;
      expect(found.given.value).toBeCloseTo(given, 10);
      expect(found.corrected.value).toBeCloseTo(fixed, 10);
      expect(found.corrected.low).toBeLessThan(fixed);
      expect(found.corrected.high).toBeGreaterThan(fixed);
    }
    const inverted = direct.flatMap((a) =>
      direct.flatMap((b) => (a.given > b.given && a.corrected < b.corrected ? [`${a.name} ${b.name}`] : [])),
    );
    expect(inverted.length).toBeGreaterThan(10);
    expect(impact.inversions.map((i) => `${i.before} ${i.after}`).sort()).toEqual(inverted.sort());
    expect(new Set(impact.models.map((m) => m.rankGiven)).size).toBeGreaterThan(40);

    // Re-TACRED's file names four relations that are no classes here: refused whole, or without those entries.
    const retold: Record<string, string> = Object.fromEntries(
      Object.entries<string>(JSON.parse(read('dev_id2label.json').toString())).slice(0, 2500),
    );
    const again = Buffer.from(JSON.stringify(retold));
    const whole = await startPatchImport({ ctx, input: { slug, uploadId: await upload('dev_id2label.json', again) } });
    await expect(runPatchImport({ ctx, run: await runOf(set, whole.job) })).rejects.toThrow(
      /is no class of this dataset/,
    );
    const parts = { slug, uploadId: await upload('dev_id2label.json', again), partial: true };
    const part = await startPatchImport({ ctx, input: parts });
    await runPatchImport({ ctx, run: await runOf(set, part.job) });
    const known = Object.values(retold).filter((label) => relations.includes(label)).length;
    const [newest] = await listPatches({ ctx, input: { slug } });
    const entries = Object.keys(retold).length;
    expect(newest).toMatchObject({ entries, leftOut: entries - known, contradicted: 0 });
    expect((newest?.changed ?? 0) + (newest?.kept ?? 0)).toBe(known);
  });
});

it('is for those who inspect, and says so when there is nothing to compare', async () => {
  const set = await scoredDataset(ctx, { samples: 4 });
  const input = { slug: set.slug };
  await expect(benchmarkImpact({ ctx, input })).rejects.toMatchObject({ code: 'conflict' });
  await expect(benchmarkImpact({ ctx: await testCtx(t, 'annotator'), input })).rejects.toMatchObject({
    code: 'forbidden',
  });
});
