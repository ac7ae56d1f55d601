import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportVersion } from '#/db/schema/index.ts';
import type { ExportPolicy } from '#/server/domain/views.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, key, next, say } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { createExport } from './create.ts';
import { type ExportRow, exportRows } from './rows.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

async function exported(s: Scored, more: Partial<ExportPolicy>): Promise<ExportRow[]> {
  const policy = { cleanedOnly: false, spreadsheetSafe: false, ...more };
  const made = await createExport({ ctx: lead, input: { slug: s.slug, format: 'csv', policy } });
  const [version] = await t.db.select().from(exportVersion).where(eq(exportVersion.id, made.id));
  const rows: ExportRow[] = [];
  for await (const row of exportRows(lead, version!)) rows.push(row);
  return rows;
}

test('the consensus is chosen at the export: 3 of 5, 5 of 5, without samples that both labels fit', async () => {
  const s = await scoredDataset(lead, { samples: 5, settings: { auditShare: 0 }, policy: { overlap: 5, agree: 3 } });
  // Five readers: row 0 four to one, row 1 three to two, row 2 all say both, row 3 all keep; row 4 waits for two.
  for (let reader = 0; reader < 5; reader++) {
    const ctx = await testCtx(t, 'annotator');
    for (const item of await next(ctx, s, 5)) {
      const row = Number(item.sample.row);
      const changes = (row === 0 && reader < 4) || (row === 1 && reader < 3);
      if (row === 4 && reader > 2) continue;
      const other = row === 2 ? 'ham' : item.sample.givenLabel === 'other' ? 'spam' : 'other';
      await say(
        ctx,
        keep(item, row === 2 ? { verdict: 'both', label: other } : changes ? { verdict: 'relabel', label: other } : {}),
      );
    }
  }
  const told = (rows: ExportRow[]) => rows.map((r) => [r.row, r.status]);
  const usual = await exported(s, {});
  expect(told(usual)).toEqual([
    [0, 'changed'],
    [1, 'changed'],
    [2, 'ambiguous'],
    [3, 'kept'],
    [4, 'open'],
  ]);
  expect(told(await exported(s, { agree: 5, dropMultiLabel: true }))).toEqual([
    [0, 'open'],
    [1, 'open'],
    [3, 'kept'],
    [4, 'open'],
  ]);
  const strict = await exported(s, { agree: 5 });
  expect(strict[0]?.label).toBe(strict[0]?.givenLabel);
  expect(told(await exported(s, { agree: 4 })).slice(0, 2)).toEqual([
    [0, 'changed'],
    [1, 'open'],
  ]);
});

test('Dawid–Skene and CROWDLAB settle what votes leave open; a lead’s word stands', async () => {
  const s = await scoredDataset(lead, { samples: 12, settings: { auditShare: 0 }, policy: { overlap: 2 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  for (const item of await next(ann, s, 12)) await say(ann, keep(item));
  for (const item of await next(bob, s, 12)) {
    const other = item.sample.givenLabel === 'other' ? 'spam' : 'other';
    await say(bob, keep(item, [3, 4].includes(Number(item.sample.row)) ? { verdict: 'relabel', label: other } : {}));
  }
  await say(lead, { sampleId: String(s.ids[4]), verdict: 'none', clientKey: key() });
  expect((await exported(s, {})).filter((r) => r.status === 'open').map((r) => r.row)).toEqual([3]);
  for (const consensus of ['dawid-skene', 'crowdlab'] as const) {
    const rows = await exported(s, { consensus });
    expect(rows.filter((r) => r.status === 'open')).toEqual([]);
    expect(rows[4]?.status).toBe('no_class');
    expect(rows.filter((r) => ![3, 4].includes(r.row)).every((r) => r.status === 'kept')).toBe(true);
  }
  // The model gives the label of row 3 nine to one.
  expect((await exported(s, { consensus: 'crowdlab' }))[3]?.status).toBe('kept');
});
