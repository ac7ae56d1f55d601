import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upload } from '#/db/schema/index.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { importDataset } from './importDataset.ts';
import { receiveUploads } from './receiveUploads.ts';

let t: TestDatabase;
let ctx: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const boundary = 'xyz';
const part = (name: string, content: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n`;

function request(chunks: (string | Error)[], headers: Record<string, string> = {}): Request {
  const body = new ReadableStream({
    async start(controller) {
      for (const chunk of chunks) {
        await new Promise((resolve) => setImmediate(resolve));
        if (chunk instanceof Error) return controller.error(chunk);
        controller.enqueue(Buffer.from(chunk));
      }
      controller.close();
    },
  });
  const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const init = { method: 'POST', body, headers: { ...type, ...headers }, duplex: 'half' };
  return new Request('http://127.0.0.1/api/uploads', init as RequestInit);
}

const uploads = () => ctx.db.select().from(upload);
const home = () => join(ctx.env.home, 'blobs');

/** Every file in the blob store, finished or not. */
async function stored(): Promise<string[]> {
  const all = await readdir(home(), { recursive: true, withFileTypes: true });
  return all
    .filter((e) => e.isFile())
    .map((e) => e.name)
    .sort();
}

describe('uploads', () => {
  it('stores the files of a form with their relative paths', async () => {
    const made = await receiveUploads(
      ctx,
      request([part('digits/0/a.png', 'one'), part('digits/שלום/b.png', 'two'), `--${boundary}--\r\n`]),
    );
    expect(made.map((m) => [m.fileName, m.bytes])).toEqual([
      ['digits/0/a.png', 3],
      ['digits/שלום/b.png', 3],
    ]);
    const [row] = await ctx.db.select().from(upload).where(eq(upload.id, made[1]!.id));
    expect(Buffer.from(await ctx.blobs.bytes(row!.sha256)).toString()).toBe('two');
  });

  it('stores a raw body under the name in its header', async () => {
    const [made] = await receiveUploads(
      ctx,
      request(['a,b\n', '1,2\n'], { 'x-file-name': encodeURIComponent('tür 1.csv') }),
    );
    expect(made).toMatchObject({ fileName: 'tür 1.csv', bytes: 8 });
  });

  it.each([
    ['the connection breaks', [part('a.csv', 'whole and good'), part('b.csv', 'half').slice(0, -3), new Error('gone')]],
    ['the form ends early', [part('a.csv', 'whole and fine'), part('b.csv', 'half').slice(0, -3)]],
    ['a file is empty', [part('a.csv', 'whole and sound'), part('b.csv', ''), `--${boundary}--\r\n`]],
    ['there is no file', [`--${boundary}--\r\n`]],
  ])('leaves nothing when %s', async (_name, chunks) => {
    const before = [await uploads(), await stored()];
    await expect(receiveUploads(ctx, request(chunks))).rejects.toMatchObject({ code: 'bad_input' });
    expect([await uploads(), await stored()]).toEqual(before);
  });

  it('leaves nothing of a raw body that is shorter than it said', async () => {
    const before = await stored();
    const cut = request(['only this'], { 'x-file-name': 'a.csv', 'content-length': '500' });
    await expect(receiveUploads(ctx, cut)).rejects.toThrow(/ended before it was complete/);
    expect(await stored()).toEqual(before);
  });

  it('keeps a blob that another upload has too', async () => {
    const [kept] = await receiveUploads(ctx, request(['same bytes'], { 'x-file-name': 'mine.csv' }));
    await expect(receiveUploads(ctx, request([part('x.csv', 'same bytes')]))).rejects.toMatchObject({
      code: 'bad_input',
    });
    const [row] = await ctx.db.select().from(upload).where(eq(upload.id, kept!.id));
    expect(await ctx.blobs.size(row!.sha256)).toBe(10);
  });

  it('forgets the files of an import over the API that is refused', async () => {
    const before = [await uploads(), await stored()];
    const field = `--${boundary}\r\nContent-Disposition: form-data; name="name"\r\n\r\nRagged\r\n`;
    const ragged = request([part('ragged.csv', 'text,label\na,x\nb\n'), field, `--${boundary}--\r\n`]);
    await expect(importDataset(ctx, ragged)).rejects.toMatchObject({
      code: 'bad_input',
      problems: [{ file: 'ragged.csv', line: 3 }],
    });
    expect([await uploads(), await stored()]).toEqual(before);
  });

  it('asks for the role before it reads', async () => {
    const annotator = await testCtx(t, 'annotator');
    await expect(receiveUploads(annotator, request([part('a', 'b')]))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
