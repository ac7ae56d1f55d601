import { createHash } from 'node:crypto';
import { buffer, text } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataset, exportVersion } from '#/db/schema/index.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import type { ExportFormat, ExportPolicy } from '#/server/domain/views.ts';
import { openSource, type SourceRecord } from '#/server/formats/index.ts';
import { testInputs, zipOf } from '#/server/formats/testInput.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { decideRow, exportSet, readySet } from '#/server/testing/exporting.ts';
import { createExport } from './create.ts';
import { encodeExport } from './encode.ts';
import { exportFile } from './file.ts';
import { getExport } from './get.ts';
import { listExports } from './list.ts';

let t: TestDatabase;
let ctx: TestCtx;
let inputs: Awaited<ReturnType<typeof testInputs>>;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'lead');
  inputs = await testInputs();
});
afterAll(async () => {
  await inputs.close();
  await t.close();
});

const plain: ExportPolicy = { cleanedOnly: false, spreadsheetSafe: false };

const ready = (name: string, content: string | Uint8Array) => readySet(ctx, name, content);
const decide = (...decided: [datasetId: number, row: number, verdict: Verdict, label?: string]) =>
  decideRow(ctx, ...decided);
const exported = (slug: string, format: ExportFormat, policy?: ExportPolicy) => exportSet(ctx, slug, format, policy);

async function reread(name: string, bytes: Uint8Array): Promise<{ columns: string[]; rows: SourceRecord[] }> {
  const source = await openSource([await inputs.write(name, bytes)]);
  const rows: SourceRecord[] = [];
  for await (const record of source.records()) rows.push(record);
  await source.close();
  return { columns: source.columns, rows };
}

const mails = `nr,subject,body,kind,note\n${Array.from({ length: 8 }, (_, i) => `m${i},Hello ${i},"=SUM(${i}), ""x""\nlast line",${i % 2 ? 'ham' : 'spam 🥫'},n${i}`).join('\n')}\n`;
const own = ['given_label', 'status', 'decided_by', 'decided_at', 'p_given', 'suggested_label'];

describe('export', () => {
  it('writes the labels as the decisions make them, in every format', async () => {
    const { slug, datasetId } = await ready('mails.csv', mails.replace('nr,', 'id,').replace('kind', 'label'));
    await decide(datasetId, 0, 'relabel', 'ham');
    await decide(datasetId, 1, 'keep');
    await decide(datasetId, 2, 'exclude');
    await decide(datasetId, 3, 'none');
    await decide(datasetId, 4, 'both', 'ham');
    await decide(datasetId, 5, 'unsure');
    const expected = [
      ['ham', 'spam 🥫', 'changed'],
      ['ham', 'ham', 'kept'],
      ['spam 🥫', 'spam 🥫', 'excluded'],
      ['', 'ham', 'no_class'],
      ['spam 🥫', 'spam 🥫', 'ambiguous'],
      ['ham', 'ham', 'open'],
      ['spam 🥫', 'spam 🥫', 'unreviewed'],
      ['ham', 'ham', 'unreviewed'],
    ];
    for (const format of ['csv', 'jsonl', 'parquet'] as const) {
      const { bytes, view, file } = await exported(slug, format);
      const { columns, rows } = await reread(view.fileName, bytes);
      expect(columns).toEqual(['id', 'title', 'text', 'note', 'label', ...own]);
      expect(rows.map(({ fields: f }) => [f.label ?? '', f.given_label, f.status])).toEqual(expected);
      expect(rows[0]!.fields).toMatchObject({
        id: 'm0',
        title: 'Hello 0',
        text: '=SUM(0), "x"\nlast line',
        note: 'n0',
      });
      expect(Number(rows[0]!.fields.p_given)).toBeCloseTo(0.1, 6);
      expect(rows[0]!.fields.suggested_label).toBe('ham');
      expect(rows[0]!.fields.decided_by).toMatch(/^lead /);
      expect(rows[6]!.fields.decided_by ?? '').toBe('');
      expect(view).toMatchObject({ state: 'ready', rows: 8, decisions: 6, round: 1, bytes: bytes.length });
      expect(file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
    const cleaned = await exported(slug, 'csv', { cleanedOnly: true, spreadsheetSafe: true });
    const { rows } = await reread('x.csv', cleaned.bytes);
    expect(rows.map((r) => r.fields.id)).toEqual(['m0', 'm1', 'm4', 'm5', 'm6', 'm7']);
    expect(rows[0]!.fields.text).toBe('\'=SUM(0), "x"\nlast line');
    expect(cleaned.view).toMatchObject({ version: 4, rows: 6, fileName: 'mails-csv-v4.csv' });
    expect((await listExports({ ctx, input: { slug } })).map((e) => e.version)).toEqual([4, 3, 2, 1]);
  });

  it('gives the same bytes for a version whatever is decided later, and the table as it was imported', async () => {
    const { slug, datasetId } = await ready('mails.csv', mails);
    await decide(datasetId, 0, 'relabel', 'ham');
    const before = await exported(slug, 'original');
    await decide(datasetId, 0, 'relabel', 'spam 🥫');
    await decide(datasetId, 1, 'relabel', 'spam 🥫');
    const [set] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
    const [version] = await ctx.db.select().from(exportVersion).where(eq(exportVersion.id, before.view.id));
    const again = await text(encodeExport(ctx, version!, set!));
    expect(again).toBe(before.bytes.toString());
    const { columns, rows } = await reread('x.csv', before.bytes);
    expect(columns).toEqual(['nr', 'subject', 'body', 'kind', 'note', ...own]);
    const imported = (await reread('mails.csv', Buffer.from(mails))).rows;
    const plainFields = (r: SourceRecord) => columns.slice(0, 5).map((c) => (c === 'kind' ? null : r.fields[c]));
    expect(rows.map(plainFields)).toEqual(imported.map(plainFields));
    expect(rows.map((r) => r.fields.kind)).toEqual([
      'ham',
      'ham',
      'spam 🥫',
      'ham',
      'spam 🥫',
      'ham',
      'spam 🥫',
      'ham',
    ]);
    const after = await exported(slug, 'original');
    expect((await reread('x.csv', after.bytes)).rows.map((r) => r.fields.kind).slice(0, 2)).toEqual([
      'spam 🥫',
      'spam 🥫',
    ]);
  });

  it.each([
    ['x.csv', ';'],
    ['x.tsv', '\t'],
  ])('keeps the separator of %s', async (name, delimiter) => {
    const table = [
      ['text', 'label'],
      ['a, b', 'x'],
      ['c', 'y'],
      ['d', 'x'],
    ]
      .map((row) => row.join(delimiter))
      .join('\n');
    const { slug } = await ready(name, table);
    const { bytes, view } = await exported(slug, 'original');
    expect(view.fileName.endsWith(name.slice(1))).toBe(true);
    expect(bytes.toString().split('\n')[2]).toBe(
      `c${delimiter}y${delimiter}y${delimiter}unreviewed${delimiter.repeat(3)}0.1${delimiter}x`,
    );
  });

  it('keeps the kinds of values of JSON Lines, and the names of the table’s own columns', async () => {
    const given = Array.from({ length: 6 }, (_, i) => ({
      id: i,
      text: `t${i}`,
      label: i % 2,
      status: 'mine',
      meta: { a: [i] },
    }));
    const { slug, datasetId } = await ready('x.jsonl', given.map((r) => JSON.stringify(r)).join('\n'));
    await decide(datasetId, 0, 'relabel', '1');
    const { bytes } = await exported(slug, 'original');
    const lines = bytes
      .toString()
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l));
    expect(lines.map(({ id, text: body, label, status, meta }) => ({ id, text: body, label, status, meta }))).toEqual(
      given.map((r, i) => (i === 0 ? { ...r, label: 1 } : r)),
    );
    expect(lines[0]).toMatchObject({ given_label: '0', errata_status: 'changed' });
    const parquet = await exported(slug, 'parquet');
    const { columns } = await reread('x.parquet', parquet.bytes);
    expect(columns).toEqual(['id', 'text', 'original_status', 'meta', 'label', ...own]);
  });

  it('moves pictures to the folder of their corrected class', async () => {
    const picture = (shade: number) =>
      sharp({ create: { width: 4, height: 4, channels: 3, background: { r: shade, g: 0, b: 0 } } })
        .png()
        .toBuffer();
    const files: Record<string, Buffer> = {};
    for (let i = 0; i < 6; i++) files[`pets/${i % 2 ? 'cat' : 'dog'}/${i >> 1}.png`] = await picture(i * 40);
    const { slug, datasetId } = await ready('pets.zip', await zipOf(files));
    await decide(datasetId, 0, 'relabel', 'dog');
    await decide(datasetId, 1, 'none');
    const { bytes, view } = await exported(slug, 'original');
    expect(view.fileName).toBe('pets-zip-v1.zip');
    const { rows } = await reread('out.zip', bytes);
    expect(rows.map((r) => [r.fields.file_name, r.fields.label, r.fields.original_file_name])).toEqual([
      ['dog/0.png', 'dog', 'pets/cat/0.png'],
      ['_no_class/1.png', '', 'pets/cat/1.png'],
      ['cat/2.png', 'cat', 'pets/cat/2.png'],
      ['dog/0-3.png', 'dog', 'pets/dog/0.png'],
      ['dog/1.png', 'dog', 'pets/dog/1.png'],
      ['dog/2.png', 'dog', 'pets/dog/2.png'],
    ]);
    const [set] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
    const [version] = await ctx.db.select().from(exportVersion).where(eq(exportVersion.id, view.id));
    expect((await buffer(encodeExport(ctx, version!, set!))).equals(bytes)).toBe(true);
    const source = await openSource([await inputs.write('again.zip', bytes)]);
    for await (const record of source.records()) {
      const original = files[String(record.fields.original_file_name)]!;
      expect(Buffer.from(await record.image!()).equals(original)).toBe(true);
    }
    await source.close();
    const { bytes: parquet } = await exported(slug, 'parquet');
    const hf = await openSource([await inputs.write('x.parquet', parquet)]);
    expect(hf).toMatchObject({ task: 'image', imageColumn: 'image' });
    await hf.close();
  });

  it('is made by leads once there is a round, and read by whoever inspects', async () => {
    const { slug, datasetId } = await ready('m.csv', mails);
    const annotator = await testCtx(t, 'annotator');
    const input = { slug, format: 'csv' as const, policy: plain };
    await expect(createExport({ ctx: annotator, input })).rejects.toMatchObject({ code: 'forbidden' });
    const view = await createExport({ ctx, input });
    await expect(exportFile({ ctx, input: { id: view.id } })).rejects.toMatchObject({ code: 'conflict' });
    await expect(getExport({ ctx: annotator, input: { id: view.id } })).rejects.toMatchObject({ code: 'forbidden' });
    await ctx.db.update(dataset).set({ roundId: null }).where(eq(dataset.id, datasetId));
    await expect(createExport({ ctx, input })).rejects.toMatchObject({ code: 'conflict' });
  });
});
