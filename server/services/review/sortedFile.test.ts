import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataset, queue, round } from '#/db/schema/index.ts';
import { datasetSettingsSchema } from '#/server/domain/settings.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { importFrom } from '#/server/services/imports/from.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { fillPartition } from '#/server/testing/scored.ts';
import { nextSamples } from './next.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const rows = 1200;
const labels = ['ham', 'spam'] as const;

/** A file sorted by label, imported as any other, whose rows the model doubts alike; and a blind queue of them. */
async function sortedFile(): Promise<{ datasetId: number; queueId: string }> {
  const [made] = await t.db
    .insert(dataset)
    .values({
      slug: 'sorted',
      name: 'Sorted',
      task: 'text',
      settings: datasetSettingsSchema.parse({}),
      source: { format: 'csv', files: [], columns: {}, order: [] },
    })
    .returning();
  const datasetId = made!.id;
  await importFrom({
    ctx: lead,
    datasetId,
    report: () => {},
    async *records() {
      for (let row = 0; row < rows; row++)
        yield {
          label: labels[row < rows / 2 ? 0 : 1],
          content: { kind: 'text', text: `a text like any other, ${row}` },
        };
    },
  });
  const stored = await t.sql<{ id: string }[]>`select id from sample where dataset_id = ${datasetId} order by row`;
  const [scored] = await t.db
    .insert(round)
    .values({ datasetId, number: 1, trigger: 'import', mode: 'cold', watermark: 0, decisions: 0, encodingId: 0 })
    .returning();
  const alike = Array.from({ length: rows }, (_, row) => {
    const given = row < rows / 2 ? 0 : 1;
    return { row, given, truth: given, suggested: 1 - given, pGiven: 0.4, suspicion: 0.5, signals: [0.5, 0.5, 0, 0] };
  });
  await fillPartition(
    lead,
    scored!.id,
    alike,
    stored.map((s) => Number(s.id)),
  );
  await t.db.update(dataset).set({ state: 'ready', roundId: scored!.id }).where(eq(dataset.id, datasetId));
  const [blind] = await t.db
    .insert(queue)
    .values({ datasetId, key: 'b', name: 'B', description: '', orderBy: 'suspicion', policy: { blind: true } })
    .returning();
  return { datasetId, queueId: String(blind!.id) };
}

/** The chance that of two samples with different labels the one with the later label comes later: a half says nothing. */
function later(order: readonly number[]): number {
  let first = 0;
  let pairs = 0;
  for (const label of order)
    if (label === 0) first++;
    else pairs += first;
  const ones = order.filter((l) => l === 1).length;
  return pairs / (ones * (order.length - ones));
}

/** Share of neighbours in an order with the same label. */
const alike = (order: readonly number[]) =>
  order.filter((l, i) => i > 0 && l === order[i - 1]).length / (order.length - 1);

test('in a file sorted by label neither the ids nor the places of blind samples say anything about it', async () => {
  const { datasetId, queueId } = await sortedFile();
  const ann = await testCtx(t, 'annotator');
  const served: ReviewItem[] = [];
  for (;;) {
    const batch = await nextSamples({ ctx: ann, input: { queueId, limit: 50 } });
    served.push(...batch);
    if (batch.length < 50) break;
    await t.sql`
      update lease set ended_at = now(), ended_by = 'decision' where dataset_id = ${datasetId} and ended_at is null`;
  }
  expect(served.length).toBe(rows);
  const given = new Map(
    (
      await t.sql<
        { id: string; given_class: number }[]
      >`select id, given_class from sample where dataset_id = ${datasetId}`
    ).map((r) => [r.id, r.given_class]),
  );
  const byPlace = served.map((i) => given.get(i.sample.id)!);
  const byId = served
    .map((i) => i.sample.id)
    .sort((a, b) => Number(a) - Number(b))
    .map((id) => given.get(id)!);
  // Six standard errors of either share.
  for (const order of [byPlace, byId]) {
    expect(Math.abs(later(order) - 0.5)).toBeLessThan(0.1);
    expect(Math.abs(alike(order) - 0.5)).toBeLessThan(0.09);
  }
});
