import { existsSync, readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataset, exportVersion } from '#/db/schema/index.ts';
import type { DecisionEvent } from '#/server/domain/currentLabel.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { say } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { createExport } from './create.ts';
import { encodeExport } from './encode.ts';
import { readerVotes } from './labelErrors.ts';

let t: TestDatabase;
let ctx: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const event = (
  seq: number,
  userId: string,
  verdict: DecisionEvent['verdict'],
  label: number | null,
  more = {},
): DecisionEvent => ({
  id: seq,
  seq,
  userId,
  verdict,
  label,
  reason: null,
  retracts: null,
  late: false,
  at: new Date(seq),
  ...more,
});

it('counts readers as the published study does, each once, and neither bulks nor imports', () => {
  const events = [
    event(1, 'a', 'keep', null),
    event(2, 'b', 'relabel', 4),
    event(3, 'c', 'relabel', 7),
    event(4, 'd', 'none', null),
    event(5, 'e', 'both', 4),
    event(6, 'f', 'unsure', null),
    event(7, 'a', 'relabel', 4),
    event(8, 'g', 'relabel', 4, { bulk: true }),
    event(9, 'import:x', 'relabel', 4, { imported: true }),
    event(10, 'h', 'keep', null),
    event(11, 'h', 'retract', null, { retracts: 10 }),
  ];
  expect(readerVotes(events, 2, 4)).toEqual({ given: 0, guessed: 2, neither: 2, both: 1 });
});

const published = new URL('../../../../shared/data/label-errors/20news_mturk.json', import.meta.url);

it('writes the fields of the published files', async () => {
  const set = await scoredDataset(ctx, { samples: 12, classes: ['ham', 'other', 'spam'] });
  const [first, second] = set.ids;
  const suggested = ['ham', 'other', 'spam'][0];
  await say(
    ctx,
    { sampleId: String(first), verdict: 'relabel', label: suggested, clientKey: 'decision-1' },
    { sampleId: String(second), verdict: 'keep', clientKey: 'decision-2' },
  );
  const policy = { cleanedOnly: false, spreadsheetSafe: false };
  const made = await createExport({ ctx, input: { slug: set.slug, format: 'label-errors', policy } });
  expect(made.fileName).toMatch(/-v1\.json$/);
  const [version] = await ctx.db.select().from(exportVersion).where(eq(exportVersion.id, made.id));
  const [row] = await ctx.db.select().from(dataset).where(eq(dataset.id, set.datasetId));
  const chunks: Uint8Array[] = [];
  for await (const chunk of encodeExport(ctx, version!, row!)) chunks.push(chunk);
  const entries = JSON.parse(Buffer.concat(chunks).toString());
  expect(entries).toEqual([
    {
      id: 0,
      url: 'x0',
      given_original_label: 1,
      given_original_label_name: 'other',
      our_guessed_label: 0,
      our_guessed_label_name: 'ham',
      mturk: { given: 0, guessed: 1, neither: 0, both: 0 },
    },
    {
      id: 1,
      url: 'x1',
      given_original_label: 2,
      given_original_label_name: 'spam',
      our_guessed_label: 1,
      our_guessed_label_name: 'other',
      mturk: { given: 1, guessed: 0, neither: 0, both: 0 },
    },
  ]);
  if (!existsSync(published))
    return console.log('../shared/data/label-errors is not here: its fields are not compared.');
  const [theirs] = JSON.parse(readFileSync(published, 'utf8'));
  expect(Object.keys(entries[0])).toEqual(Object.keys(theirs));
  expect(Object.keys(entries[0].mturk).sort()).toEqual(Object.keys(theirs.mturk).sort());
});
