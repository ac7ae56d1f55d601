import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataset, datasetClass, job, plantedTruth, sample, upload } from '#/db/schema/index.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { importFrom } from './from.ts';
import type { ImportRecord } from './record.ts';
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

const quiet = () => {};
const never = new AbortController().signal;

async function* bytesOf(text: string | Uint8Array) {
  yield typeof text === 'string' ? Buffer.from(text) : text;
}

async function start(fileName: string, content: string | Uint8Array, more: Partial<StartImport> = {}) {
  const { id } = await storeUpload({ ctx, input: { fileName, body: bytesOf(content) } });
  const { dataset: slug, job: jobId } = await startImport({ ctx, input: { name: fileName, uploadIds: [id], ...more } });
  const [row] = await ctx.db.select().from(dataset).where(eq(dataset.slug, slug));
  return { slug, jobId, datasetId: row!.id };
}

const samplesOf = (datasetId: number) =>
  ctx.db.select().from(sample).where(eq(sample.datasetId, datasetId)).orderBy(sample.row);
const classesOf = (datasetId: number) =>
  ctx.db.select().from(datasetClass).where(eq(datasetClass.datasetId, datasetId)).orderBy(datasetClass.index);

const mails = (n: number) =>
  `id,subject,body,label\n${Array.from({ length: n }, (_, i) => `m${i},"Hello, ${i}","Line one\nline two of ${i}",${i % 3 ? 'ham' : 'spam 🥫'}`).join('\n')}\n`;

describe('import', () => {
  it('makes samples, classes, audit order and the next job of a table', async () => {
    const { datasetId, jobId, slug } = await start('Mail box.csv', mails(60));
    expect(slug).toBe('mail-box-csv');
    expect(ctx.enqueued.at(-1)).toEqual({ queue: 'import', jobId, datasetId });
    await runImport({ ctx, jobId, datasetId }, quiet, never);
    const rows = await samplesOf(datasetId);
    expect(rows.map((r) => r.row)).toEqual(Array.from({ length: 60 }, (_, i) => i));
    expect(rows[4]).toMatchObject({
      externalId: 'm4',
      content: { kind: 'text', title: 'Hello, 4', text: 'Line one\nline two of 4' },
      extra: null,
    });
    expect(new Set(rows.map((r) => r.auditRank)).size).toBe(60);
    expect((await classesOf(datasetId)).map((c) => [c.name, c.given, c.hotKey])).toEqual([
      ['ham', 40, '0'],
      ['spam 🥫', 20, '1'],
    ]);
    expect(rows.map((r) => r.givenClass)).toEqual(rows.map((r) => (r.row % 3 ? 0 : 1)));
    const [made] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
    expect(made).toMatchObject({ state: 'encoding', samples: 60 });
    expect(ctx.enqueued.at(-1)).toMatchObject({ queue: 'encode', datasetId });
    // A job that is delivered twice does nothing more.
    const enqueued = ctx.enqueued.length;
    await runImport({ ctx, jobId, datasetId }, quiet, never);
    expect(ctx.enqueued.length).toBe(enqueued);
    expect((await samplesOf(datasetId)).length).toBe(60);
  });

  it('goes on after the last committed row when it was cut off, and doubles nothing', async () => {
    const text = mails(5000);
    const whole = await start('whole.csv', text);
    await runImport({ ctx, ...whole }, quiet, never);
    const { datasetId, jobId } = await start('cut.csv', text);
    const controller = new AbortController();
    const cut = runImport(
      { ctx, jobId, datasetId },
      (_, message) => {
        if (message.startsWith('Imported 2,000')) controller.abort();
      },
      controller.signal,
    );
    await expect(cut).rejects.toThrow(/abort/i);
    const [half] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
    expect(half).toMatchObject({ state: 'importing', samples: 2000 });
    const begun = await samplesOf(datasetId);
    expect(begun.length).toBe(2000);
    // Somebody else's import in between takes other ids.
    const beside = await start('beside.csv', mails(30));
    await runImport({ ctx, ...beside }, quiet, never);
    await runImport({ ctx, jobId, datasetId }, quiet, never);
    const plain = (rows: Awaited<ReturnType<typeof samplesOf>>) =>
      rows.map(({ row, externalId, content, givenClass }) => ({ row, externalId, content, givenClass }));
    const rows = await samplesOf(datasetId);
    expect(plain(rows)).toEqual(plain(await samplesOf(whole.datasetId)));
    expect(new Set(rows.map((r) => r.auditRank)).size).toBe(5000);
    expect(rows.slice(0, 2000).map((r) => r.id)).toEqual(begun.map((r) => r.id));
    // Every id of the block once, in no order; the block is the dataset's own.
    const ids = rows.map((r) => r.id);
    const low = Math.min(...ids);
    expect(ids.toSorted((a, b) => a - b)).toEqual(ids.map((_, i) => low + i));
    expect(ids.filter((id, i) => i > 0 && id > ids[i - 1]!).length).toBeLessThan(2750);
    const others = (await samplesOf(beside.datasetId)).map((r) => r.id);
    expect(others.some((id) => id >= low && id < low + 5000)).toBe(false);
  });

  it('stops when another worker imports the same dataset', async () => {
    const { datasetId, jobId } = await start('two.csv', mails(4500));
    const runs = await Promise.allSettled([1, 2].map(() => runImport({ ctx, jobId, datasetId }, quiet, never)));
    expect(runs.some((r) => r.status === 'fulfilled')).toBe(true);
    expect((await samplesOf(datasetId)).length).toBe(4500);
  });

  it.each([
    ['a ragged row', 'text,label\na,x\nb\nc,y\n', /ragged\.csv, line 3: the row has 1 cell/],
    ['no label column', 'text,length of it\nabc def ghi,1\nabcd efg hij,2\n', /the label column is missing/],
    ['no labels', 'text,label\na,\nb, \n', /No row has a label in “label”/],
    ['a single class', 'text,label\na,x\nb,x\n', /Every row has the same label “x”/],
    ['a duplicate id', 'id,text,label\n1,a,x\n2,b,y\n1,c,x\n', /line 4: the id “1” was already used on line 2/],
    ['an empty file', '\n\n', /ragged\.csv: the file is empty/],
    ['a header alone', 'text,label\n', /no rows below the header/],
  ])('refuses %s at once and leaves nothing', async (_name, text, message) => {
    const before = await ctx.db.$count(dataset);
    const columns = text.startsWith('id') ? { id: 'id', text: 'text', label: 'label' } : undefined;
    await expect(start('ragged.csv', text, { columns })).rejects.toThrow(message);
    expect(await ctx.db.$count(dataset)).toBe(before);
  });

  it('removes all rows when something far down is wrong', async () => {
    const lines = mails(4000).split('\n');
    lines.splice(7003, 0, 'm1,again,twice,ham', 'm9999,short');
    const { datasetId, jobId } = await start('late.csv', lines.join('\n'));
    const failed = await runImport({ ctx, jobId, datasetId }, quiet, never).catch((e: unknown) => e);
    expect(failed).toBeInstanceOf(ErrataError);
    expect((failed as ErrataError).problems.map((p) => p.message)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('the row has 2 cells'),
        expect.stringContaining('the id “m1” was already used'),
      ]),
    );
    const [row] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
    expect(row).toMatchObject({ state: 'failed', samples: 0 });
    expect(await samplesOf(datasetId)).toEqual([]);
    expect(await classesOf(datasetId)).toEqual([]);
  });

  it('notes rows without label and small classes, and goes on', async () => {
    const text = `text,label\n${'a,x\nb,y\n'.repeat(9)}c,\nd,z\n`;
    const { datasetId, jobId } = await start('notes.csv', text, { columns: { text: 'text', label: 'label' } });
    await runImport({ ctx, jobId, datasetId }, quiet, never);
    const rows = await samplesOf(datasetId);
    expect(rows[18]).toMatchObject({ givenClass: null, externalId: '18' });
    const [row] = await ctx.db.select().from(job).where(eq(job.id, jobId));
    expect(row!.problems.map((p) => p.message)).toEqual([
      'the row has no label; it is scored but teaches nothing.',
      'The class “z” has only 1 row; its labels are hard to judge.',
    ]);
    expect(row!.problems[0]!.line).toBe(20);
  });

  it('gives single digits their own keys', async () => {
    const text = `text,label\n${'a,7\nb,3\n'.repeat(3)}`;
    const { datasetId, jobId } = await start('digits.csv', text);
    await runImport({ ctx, jobId, datasetId }, quiet, never);
    expect((await classesOf(datasetId)).map((c) => [c.name, c.hotKey])).toEqual([
      ['3', '3'],
      ['7', '7'],
    ]);
  });

  it('keeps everything of a JSON row that the sample itself does not', async () => {
    const rows = Array.from({ length: 6 }, (_, i) => ({
      id: i,
      text: `text \0 \ud800 ${i}`,
      label: i % 2,
      meta: { tags: ['a'] },
      note: null,
      ...(i === 5 ? { late: true } : {}),
    }));
    const { datasetId, jobId } = await start('x.jsonl', rows.map((r) => JSON.stringify(r)).join('\n'));
    await runImport({ ctx, jobId, datasetId }, quiet, never);
    const made = await samplesOf(datasetId);
    expect(made[5]).toMatchObject({
      externalId: '5',
      content: { text: 'text \uFFFD \uFFFD 5' },
      extra: { id: 5, label: 1, meta: { tags: ['a'] }, note: null, late: true },
    });
    const [row] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
    expect(row!.source).toMatchObject({ labelKind: 'number', order: ['id', 'text', 'label', 'meta', 'note', 'late'] });
  });

  it('takes records without files, with planted truth', async () => {
    const { datasetId } = await start('placeholder.csv', mails(9));
    async function* records(): AsyncGenerator<ImportRecord> {
      for (let i = 0; i < 10; i++)
        yield {
          externalId: `r${i}`,
          label: String(i % 2),
          truth: i === 3 ? '0' : undefined,
          content: { kind: 'text', text: `t${i}` },
        };
    }
    const survey = await importFrom({ ctx, datasetId, records: records(), report: quiet });
    expect(survey.rows).toBe(10);
    const planted = await ctx.db
      .select({ row: sample.row, trueClass: plantedTruth.trueClass })
      .from(plantedTruth)
      .innerJoin(sample, eq(sample.id, plantedTruth.sampleId))
      .where(eq(sample.datasetId, datasetId));
    expect(planted).toEqual([{ row: 3, trueClass: 0 }]);
  });

  it('is for leads, with their own uploads, and gives names that are taken a number', async () => {
    const other = await testCtx(t, 'lead');
    const annotator = await testCtx(t, 'annotator');
    await expect(storeUpload({ ctx: annotator, input: { fileName: 'x', body: bytesOf('x') } })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { id } = await storeUpload({ ctx, input: { fileName: 'x.csv', body: bytesOf(mails(9)) } });
    await expect(startImport({ ctx: other, input: { name: 'x', uploadIds: [id] } })).rejects.toMatchObject({
      code: 'not_found',
    });
    const first = await startImport({ ctx, input: { name: 'Übung!', uploadIds: [id] } });
    expect(first.dataset).toBe('ubung');
    expect(await ctx.db.select().from(upload).where(eq(upload.id, id))).toEqual([]);
    expect((await start('Übung', mails(9))).slug).toBe('ubung-2');
  });
});
