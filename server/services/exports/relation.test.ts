import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataset, sample } from '#/db/schema/index.ts';
import { generateRelations } from '#/server/demo/relation/generate.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { decideRow, exportSet, readySet } from '#/server/testing/exporting.ts';

let t: TestDatabase;
let ctx: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const plain = { cleanedOnly: false, spreadsheetSafe: false };
const made = generateRelations()
  .slice(0, 60)
  .map(({ fields }) => ({ ...fields, stanford_ner: fields.token.map(() => 'O') }));
const negatives = made.flatMap((f, row) => (f.relation === 'no_relation' ? [row] : []));
const positives = made.flatMap((f, row) => (f.relation === 'no_relation' ? [] : [row]));

const json = (bytes: Buffer) => JSON.parse(bytes.toString());
const labelsOf = (rows: { id: string; relation: string | null }[]) =>
  Object.fromEntries(rows.map(({ id, relation }) => [id, relation]));

describe('a dataset in the format of TACRED', () => {
  it('comes in with its spans and its class for no relation, and goes out as it came', async () => {
    const { slug, datasetId } = await readySet(ctx, 'dev.json', JSON.stringify(made));
    const [set] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
    expect(set).toMatchObject({ task: 'relation', settings: { negativeClass: 'no_relation' } });
    const [first] = await ctx.db
      .select()
      .from(sample)
      .where(eq(sample.datasetId, datasetId))
      .orderBy(sample.row)
      .limit(1);
    const { content } = first!;
    if (content.kind !== 'relation') throw new Error('not a relation');
    const words = made[0]!.token.slice(made[0]!.subj_start, made[0]!.subj_end + 1).join(' ');
    expect(content.text.slice(content.subject.start, content.subject.end)).toBe(words);
    expect(content.object.type).toBe(made[0]!.obj_type);
    const { bytes, view } = await exportSet(ctx, slug, 'tacred');
    expect(view.fileName).toMatch(/\.json$/);
    expect(json(bytes)).toEqual(made);
  });

  it('has patches that give the same labels when they are laid on the original, and a set without what was wrong', async () => {
    const { slug, datasetId } = await readySet(ctx, 'test.json', JSON.stringify(made));
    const [hidden, broken, none, kept] = negatives as [number, number, number, number];
    await decideRow(ctx, datasetId, hidden, 'relabel', made[positives[0]!]!.relation);
    await decideRow(ctx, datasetId, broken, 'exclude');
    await decideRow(ctx, datasetId, none, 'none');
    await decideRow(ctx, datasetId, kept, 'keep');
    await decideRow(ctx, datasetId, positives[1]!, 'relabel', 'no_relation');
    const corrected = labelsOf(json((await exportSet(ctx, slug, 'tacred', { ...plain, cleanedOnly: true })).bytes));
    expect(Object.keys(corrected)).toHaveLength(58);
    expect(corrected[made[hidden]!.id]).toBe(made[positives[0]!]!.relation);

    const changes = json((await exportSet(ctx, slug, 'tacrev-patch')).bytes) as { id: string; relation: string }[];
    expect(changes.map((c) => c.id).sort()).toEqual([made[hidden]!.id, made[positives[1]!]!.id].sort());
    const patched = { ...labelsOf(made), ...labelsOf(changes) };
    for (const [id, label] of Object.entries(corrected)) expect(patched[id]).toBe(label);

    const labels = json((await exportSet(ctx, slug, 'retacred-patch')).bytes);
    expect(labels).toEqual(corrected);

    const eliminated = json((await exportSet(ctx, slug, 'tacred', { ...plain, eliminate: 'no_relation' })).bytes);
    const left = [hidden, broken, none].map((row) => made[row]!.id);
    expect(eliminated.map((f: { id: string }) => f.id)).toEqual(
      made.map((f) => f.id).filter((id) => !left.includes(id)),
    );
    expect(labelsOf(eliminated)[made[positives[1]!]!.id]).toBe('no_relation');
  });

  it('is refused with every bad row by file, line and id', async () => {
    const bad = made.map((f, i) => (i === 2 ? { ...f, obj_end: 99 } : i === 3 ? { ...f, token: undefined } : f));
    const lines = bad.map((f) => JSON.stringify(f)).join('\n');
    await expect(readySet(ctx, 'bad.jsonl', lines)).rejects.toMatchObject({
      code: 'bad_input',
      problems: [
        { file: 'bad.jsonl', line: 3, column: 'obj_end', message: expect.stringContaining(`sample “${made[2]!.id}”`) },
        { file: 'bad.jsonl', line: 4, column: 'token' },
      ],
    });
  });
});

it('the text of SemEval goes out as it came, with the corrected relation', async () => {
  const block = (i: number, relation: string, comment: string) =>
    `${i}\t"The <e1>cat-${i}</e1> in the <e2>"old" hat</e2>"\r\n${relation}\r\nComment:${comment}\r\n\r\n`;
  const text = [1, 2, 3, 4]
    .map((i) => block(i, i % 2 ? 'Other' : 'Content-Container(e1,e2)', i === 3 ? ' no' : ''))
    .join('');
  const { slug, datasetId } = await readySet(ctx, 'TRAIN_FILE.TXT', text);
  expect((await exportSet(ctx, slug, 'original')).bytes.toString()).toBe(text);
  await decideRow(ctx, datasetId, 2, 'relabel', 'Content-Container(e1,e2)');
  const { bytes, view } = await exportSet(ctx, slug, 'original');
  expect(view.fileName).toMatch(/\.txt$/);
  expect(bytes.toString()).toBe(text.replace('Other\r\nComment: no', 'Content-Container(e1,e2)\r\nComment: no'));
});

it('sentences with marks go out as TACRED with the same entities, texts do not', async () => {
  const lines = Array.from({ length: 6 }, (_, i) => ({
    id: `s${i}`,
    sentence: `The <e1>old cat-${i}</e1>, in the <e2>hat</e2>.`,
    relation: i % 2 ? 'Other' : 'Content-Container(e1,e2)',
  }));
  const { slug } = await readySet(ctx, 'marked.jsonl', lines.map((l) => JSON.stringify(l)).join('\n'));
  const [out] = json((await exportSet(ctx, slug, 'tacred')).bytes);
  expect(out).toMatchObject({ id: 's0', relation: 'Content-Container(e1,e2)', subj_type: null });
  expect(out.token.slice(out.subj_start, out.subj_end + 1)).toEqual(['old', 'cat', '-', '0']);
  expect(out.token.slice(out.obj_start, out.obj_end + 1)).toEqual(['hat']);
  const original = (await exportSet(ctx, slug, 'original')).bytes.toString().split('\n')[0]!;
  expect(JSON.parse(original)).toMatchObject({ ...lines[0], status: 'unreviewed' });
  const texts = await readySet(ctx, 't.csv', 'text,label\na,x\nb,y\n');
  await expect(exportSet(ctx, texts.slug, 'tacred')).rejects.toMatchObject({ code: 'bad_input' });
});
