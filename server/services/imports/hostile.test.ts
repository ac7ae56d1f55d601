import { eq } from 'drizzle-orm';
import { parquetWriteBuffer } from 'hyparquet-writer';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blob, dataset, sample } from '#/db/schema/index.ts';
import { zipOf } from '#/server/formats/testInput.ts';
import { sendImage } from '#/server/http/sendImage.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { previewImport } from './preview.ts';
import { runImport } from './run.ts';
import { type StartImport, startImport } from './start.ts';
import { storeUpload } from './upload.ts';

let t: TestDatabase;
let ctx: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'lead');
});
afterAll(() => t.close());

async function* bytesOf(content: string | Uint8Array) {
  yield typeof content === 'string' ? Buffer.from(content) : content;
}
const store = async (fileName: string, content: string | Uint8Array) =>
  (await storeUpload({ ctx, input: { fileName, body: bytesOf(content) } })).id;

async function imported(files: Record<string, string | Uint8Array>, more: Partial<StartImport> = {}) {
  const uploadIds: string[] = [];
  for (const [name, content] of Object.entries(files)) uploadIds.push(await store(name, content));
  const { dataset: slug, job: jobId } = await startImport({ ctx, input: { name: 'x', uploadIds, ...more } });
  const [row] = await ctx.db.select().from(dataset).where(eq(dataset.slug, slug));
  const datasetId = row!.id;
  await runImport({ ctx, jobId, datasetId }, () => {}, new AbortController().signal);
  return ctx.db.select().from(sample).where(eq(sample.datasetId, datasetId)).orderBy(sample.row);
}

const picture = (width: number, height: number, color = '#336699') =>
  sharp({ create: { width, height, channels: 3, background: color } })
    .png()
    .toBuffer();

describe('pictures', () => {
  it('come in with their size, a thumbnail when large, and a media type of our own finding', async () => {
    const rows = await imported({ 'p/a/1.jpg': await picture(400, 300), 'p/b/dot.png': await picture(1, 1) });
    expect(rows.map((r) => r.content)).toMatchObject([
      { kind: 'image', width: 400, height: 300, thumb: expect.any(String) },
      { kind: 'image', width: 1, height: 1 },
    ]);
    const ask = (query: string, headers = {}) =>
      sendImage(ctx, String(rows[0]!.id), new Request(`http://x/${query}`, { headers }));
    const whole = await ask('');
    // Called .jpg, but it is a PNG.
    expect(whole.headers.get('content-type')).toBe('image/png');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect(whole.headers.get('cache-control')).toContain('private');
    const { width } = await sharp(Buffer.from(await whole.arrayBuffer())).metadata();
    expect(width).toBe(400);
    const thumb = await ask('?thumb=1');
    expect(thumb.headers.get('content-type')).toBe('image/webp');
    expect((await sharp(Buffer.from(await thumb.arrayBuffer())).metadata()).width).toBe(256);
    expect((await ask('', { 'if-none-match': whole.headers.get('etag')! })).status).toBe(304);
  });

  it('are not there for a text or an unknown sample', async () => {
    const [row] = await imported({ 'x.csv': 'text,label\na,x\nb,y\n' }, { columns: { text: 'text', label: 'label' } });
    const ask = (id: string) => sendImage(ctx, id, new Request('http://x/'));
    await expect(ask(String(row!.id))).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask('999999999')).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask("1' or true")).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each([
    ['damaged', async () => (await picture(30, 30)).subarray(0, 70), /b\/bad\.png: the picture cannot be decoded/],
    ['not a picture', async () => Buffer.from('hello'), /b\/bad\.png: the file is no picture/],
    ['a drawing', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /b\/bad\.png: SVG/],
    ['30,000 pixels wide', () => picture(30_000, 2), /b\/bad\.png: the picture has 30,000 × 2 pixels/],
  ])('that are %s are refused by name, and nothing is left', async (_name, make, message) => {
    const zip = await zipOf({
      'a/1.png': await picture(5, 5),
      'b/bad.png': await make(),
      'b/ok.png': await picture(6, 6),
    });
    const name = `bad ${_name}`;
    await expect(imported({ 'bad.zip': zip }, { name })).rejects.toThrow(message);
    const [row] = await ctx.db.select().from(dataset).where(eq(dataset.name, name));
    expect(row).toMatchObject({ state: 'failed', samples: 0 });
    expect(await ctx.db.select().from(sample).where(eq(sample.datasetId, row!.id))).toEqual([]);
  });

  it('come out of a Parquet file', async () => {
    const shades = [await picture(5, 5, '#000000'), await picture(5, 5, '#ffffff')];
    const data = [0, 1, 0, 1].map((i) => new Uint8Array(shades[i]!));
    const file = parquetWriteBuffer({
      columnData: [
        { name: 'img', data, type: 'BYTE_ARRAY' },
        { name: 'label', data: ['dark', 'light', 'dark', 'light'], type: 'STRING' },
      ],
    });
    const rows = await imported({ 'x.parquet': new Uint8Array(file) });
    const shas = rows.map((r) => (r.content.kind === 'image' ? r.content.sha256 : ''));
    expect(new Set(shas).size).toBe(2);
    expect(await ctx.db.$count(blob, eq(blob.sha256, shas[0]!))).toBe(1);
  });
});

describe('own arrays', () => {
  const npy = (shape: string, values: Float32Array) => {
    const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117, ' ').concat('\n');
    return Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
      Buffer.from([header.length, 0]),
      Buffer.from(header),
      Buffer.from(values.buffer),
    ]);
  };
  const table = 'text,label\na,x\nb,y\nc,x\n';
  const columns = { text: 'text', label: 'label' };

  it.each([
    ['embeddings', npy('2, 2', new Float32Array(4)), /embeddings: the array has 2 rows, the data 3/],
    ['embeddings', npy('3, 1', Float32Array.of(1, Number.NaN, 2)), /row 1, column 0 .* not a finite number/],
    ['embeddings', Buffer.from('hello hello hello'), /embeddings: This is not a \.npy file/],
    ['predProbs', npy('3, 3', new Float32Array(9)), /3 columns, the data 2 classes/],
    ['predProbs', npy('3, 2', Float32Array.of(0, 1, 0.5, 0.5, 7, 0)), /row 2 .* no probability/],
    ['predProbs', npy('3, 2', Float32Array.of(0, 1, 0.5, 0.7, 1, 0)), /row 1 .* sum to 1\.200/],
  ])('are checked against the rows (%s)', async (role, bytes, message) => {
    const array = await store('e.npy', bytes);
    await expect(imported({ 'x.csv': table }, { columns, [role]: array })).rejects.toThrow(message);
  });

  it('are taken when they fit', async () => {
    const embeddings = await store('e.npy', npy('3, 2', Float32Array.of(1, 2, 3, 4, 5, 6)));
    expect((await imported({ 'x.csv': table }, { columns, embeddings })).length).toBe(3);
  });
});

describe('preview', () => {
  it('shows first rows, guessed roles with reasons, labels and problems', async () => {
    const id = await store(
      'mail.csv',
      `id,subject,body,label\n${'1,Hi,"long text, here",spam\n2,Ho,another text,ham\n'.repeat(3)}7,x\n`,
    );
    const view = await previewImport({ ctx, input: { uploadIds: [id] } });
    expect(view).toMatchObject({
      fileName: 'mail.csv',
      format: 'csv',
      task: 'text',
      rows: 6,
      counted: true,
      complete: true,
    });
    expect(view.columns.map((c) => [c.name, c.role])).toEqual([
      ['id', 'ignore'],
      ['subject', 'title'],
      ['body', 'text'],
      ['label', 'label'],
    ]);
    expect(view.columns[2]!.values[0]).toBe('long text, here');
    expect(view.labels).toEqual([
      { label: 'spam', count: 3 },
      { label: 'ham', count: 3 },
    ]);
    expect(view.problems).toMatchObject([{ file: 'mail.csv', line: 8 }]);
    expect(view.refused).toBe(1);

    const columns = { text: 'body', label: 'subject', id: 'id' };
    const chosen = await previewImport({ ctx, input: { uploadIds: [id], columns } });
    expect(chosen.labels.map((l) => l.label)).toEqual(['Hi', 'Ho']);
    expect(chosen.problems.map((p) => p.message)).toContain(
      'the id “1” was already used on line 2; ids must be unique.',
    );
  });

  it('tells classes that are nearly one, and lets them in', async () => {
    const id = await store('near.csv', `text,label\n${'a,Sport\nb,sport\nc,"Sport "\nd,Food\n'.repeat(3)}`);
    const view = await previewImport({ ctx, input: { uploadIds: [id] } });
    expect(view.refused).toBe(0);
    expect(view.problems.map((p) => p.message)).toEqual([
      expect.stringContaining('The classes “Sport”, “Sport ”, “sport” differ only in case or spaces'),
    ]);
  });

  it('tells what stops an import', async () => {
    const id = await store('x.csv', 'text,label\na long text,same\nb other text,same\n');
    const view = await previewImport({ ctx, input: { uploadIds: [id] } });
    expect(view.problems.map((p) => p.message)).toEqual([
      expect.stringContaining('Every row has the same label “same”'),
    ]);
    await expect(previewImport({ ctx, input: { uploadIds: [await store('x.csv', ' \n')] } })).rejects.toThrow(
      /x\.csv: the file is empty/,
    );
  });
});
