import { randomBytes } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '#/server/context.ts';
import { packFiles } from '#/server/services/imports/inputFiles.ts';
import { storeUpload } from '#/server/services/imports/upload.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { importedDataset } from '#/server/testing/imported.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { collectBlobs } from './collect.ts';
import { collectNightly } from './nightly.ts';

let t: TestDatabase;
let ctx: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'system');
});
afterAll(() => t.close());

const week = 7 * 24 * 3_600_000;
const collect = (by: Ctx = ctx) => collectBlobs({ ctx: by, input: { graceMilliseconds: week } });
const is = (sha256: string) =>
  ctx.blobs.size(sha256).then(
    () => true,
    () => false,
  );
async function age(sha256: string, milliseconds = 2 * week) {
  const then = new Date(Date.now() - milliseconds);
  await utimes(await ctx.blobs.path(sha256), then, then);
}
/** A stored file that nobody has touched for two weeks. */
async function stored(bytes = randomBytes(40)): Promise<string> {
  const { sha256 } = await ctx.blobs.put(bytes);
  await age(sha256);
  return sha256;
}

test('what nothing refers to goes after the time of grace, and not before', async () => {
  const [old, young] = [await stored(), await stored()];
  await age(young, week / 2);
  expect(await collect()).toMatchObject({ blobs: 1, bytes: 40 });
  expect([await is(old), await is(young)]).toEqual([false, true]);
  await expect(collect(await testCtx(t, 'lead'))).rejects.toMatchObject({ code: 'forbidden' });
});

test('whatever any table names is kept: files, pictures, exports, shards, models, patches, states, jobs', async () => {
  const s = await scoredDataset(ctx, { samples: 3 });
  const kept: string[] = [];
  const keep = async (write: (sha256: string) => PromiseLike<unknown>) => {
    const sha256 = await stored();
    await write(sha256);
    kept.push(sha256);
  };
  const { sql } = t;
  const d = s.datasetId;
  await keep((h) => sql`insert into upload (id, sha256, file_name, bytes) values (${h}, ${h}, 'a', 1)`);
  await keep(
    (h) =>
      sql`update dataset set source = source || ${sql.json({ files: [{ name: 'a', sha256: h, bytes: 1 }] })} where id = ${d}`,
  );
  await keep((h) => sql`update dataset set source = source || ${sql.json({ embeddings: h })} where id = ${d}`);
  for (const [i, name] of ['sha256', 'thumb'].entries())
    await keep((h) => sql`update sample set content = content || ${sql.json({ [name]: h })} where id = ${s.ids[i]!}`);
  await keep((h) => sql`update round set warm_state = ${h} where id = ${s.roundId}`);
  await keep(
    (h) =>
      sql`insert into model (dataset_id, name, kind, predictions, covered, file_name) values (${d}, 'm', 'labels', ${h}, 1, 'm')`,
  );
  await keep(
    (h) =>
      sql`insert into patch (id, dataset_id, name, sha256, format, counts) values (${h}, ${d}, 'p', ${h}, 'table', '{}')`,
  );
  await keep(
    (h) => sql`
      insert into job (id, kind, dataset_id, message, payload) values (gen_random_uuid(), 'patch', ${d}, '', ${sql.json({ file: { sha256: h } })})`,
  );
  // The names of a large folder's files stand in a stored list.
  const files = await Promise.all(
    Array.from({ length: 120 }, async (_, i) => ({ name: `${i}`, sha256: await stored(), bytes: 40 })),
  );
  const packed = await packFiles(ctx, files);
  await age(packed[0]!.sha256);
  const folder = await importedDataset(ctx, { samples: 12 });
  await sql`update dataset set source = source || ${sql.json({ files: packed })} where id = ${folder.datasetId}`;
  kept.push(packed[0]!.sha256, ...files.map((f) => f.sha256));
  // A table that nobody here has heard of.
  await sql`create table later (id int primary key, wherever text[])`;
  await keep((h) => sql`insert into later values (1, ${[h]})`);

  expect(await collect()).toMatchObject({ blobs: 0 });
  for (const sha256 of kept) expect(await is(sha256)).toBe(true);
  // Once the table is gone, so is its file; the others stay.
  await sql`drop table later`;
  expect(await collect()).toMatchObject({ blobs: 1 });
  expect(await is(kept.at(-1)!)).toBe(false);
  for (const sha256 of kept.slice(0, -1)) expect(await is(sha256)).toBe(true);
});

test('every encoding, every export: the columns that hold names are of a kind that is looked through', async () => {
  const named = await t.sql<{ place: string }[]>`
    select table_name || '.' || column_name as place from information_schema.columns
    where table_schema = 'public' and column_name ~ '(sha256|shards|arrays|geometry|warm_state|predictions)'
      and not (data_type in ('text', 'json', 'jsonb') or udt_name in ('_text', '_varchar'))`;
  expect(named.map((n) => n.place)).toEqual([]);
});

test('an upload that no import took goes after the time of grace; its bytes the time after', async () => {
  async function* body() {
    yield randomBytes(20);
  }
  const made = await storeUpload({ ctx, input: { fileName: 'left.csv', body: body() } });
  const [row] = await t.sql<{ sha256: string }[]>`
    update upload set created_at = now() - interval '8 days' where id = ${made.id} returning sha256`;
  await age(row!.sha256);
  expect(await collect()).toEqual({ uploads: 1, blobs: 0, bytes: 0 });
  expect(await is(row!.sha256)).toBe(true);
  expect(await collect()).toEqual({ uploads: 0, blobs: 1, bytes: 20 });
});

test('who stores the same bytes again has them, however old they were', async () => {
  for (const bytes of [randomBytes(100), randomBytes(1 << 17)]) {
    const sha256 = await stored(bytes);
    await ctx.blobs.put(bytes);
    expect(await collect()).toMatchObject({ blobs: 0 });
    expect(await is(sha256)).toBe(true);
    // Between the look and the removal.
    await age(sha256);
    const { collector } = ctx.blobs;
    const before = new Date(Date.now() - week);
    for await (const old of collector.list(before)) if (old.sha256 === sha256) await ctx.blobs.put(bytes);
    expect(await collector.remove(sha256, before)).toBe(false);
    expect(await is(sha256)).toBe(true);
    expect(Buffer.from(await ctx.blobs.bytes(sha256)).equals(bytes)).toBe(true);
  }
});

test('it happens once a day, whichever worker asks first', async () => {
  const asked = await Promise.all([1, 2, 3].map(() => collectNightly({ ctx, input: undefined })));
  expect(asked.filter((a) => a !== null)).toHaveLength(1);
  expect(await collectNightly({ ctx, input: undefined })).toBeNull();
  await t.sql`update server_state set at = now() - interval '1 day' where key = 'blobs.collected'`;
  expect(await collectNightly({ ctx, input: undefined })).toMatchObject({ blobs: expect.any(Number) });
});
