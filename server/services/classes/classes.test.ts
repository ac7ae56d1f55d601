import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '#/server/context.ts';
import { classMap } from '#/server/domain/classMap.ts';
import type { ClassOperation } from '#/server/domain/classOperations.ts';
import { foldDecisions } from '#/server/domain/currentLabel.ts';
import { throughClasses } from '#/server/domain/throughClasses.ts';
import { createExport } from '#/server/services/exports/create.ts';
import { type ExportRow, type ExportVersion, exportRows } from '#/server/services/exports/rows.ts';
import { createQueue } from '#/server/services/queues/create.ts';
import { listQueues } from '#/server/services/queues/list.ts';
import { logStatement, toLog } from '#/server/services/review/log.ts';
import { getSample } from '#/server/services/samples/get.ts';
import { overview } from '#/server/services/stats/overview.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, key, next, say, statuses } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { listClasses } from './list.ts';
import { operateClasses } from './operate.ts';
import { previewOperation } from './preview.ts';
import { loadRecords } from './records.ts';
import { undoClasses } from './undo.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const set = () => scoredDataset(lead, { samples: 90, settings: { auditShare: 0 } });
const operate = (s: Scored, operation: ClassOperation, ctx: Ctx = lead) =>
  operateClasses({ ctx, input: { slug: s.slug, operation } });

/** The stored states are what the log adds up to, read through the classes. */
async function expectFolded(s: Scored): Promise<void> {
  const map = classMap(await loadRecords(t.sql, s.datasetId));
  const log = toLog(await logStatement(t.sql, s.ids, { userId: '', clientKeys: [] }));
  const stored = await t.sql<
    { id: string; given_class: number | null; status: string | null; current_class: number | null }[]
  >`
    select p.id, p.given_class, x.status, x.current_class from sample p left join sample_state x on x.sample_id = p.id
    where p.dataset_id = ${s.datasetId}`;
  for (const row of stored) {
    const read = throughClasses(
      log.filter((e) => e.sampleId === Number(row.id)),
      row.given_class,
      map,
    );
    const state = foldDecisions(read.events, read.given);
    expect({ status: row.status, current: row.current_class }).toEqual({
      status: state?.status ?? null,
      current: state?.currentClass ?? null,
    });
  }
}

/** A sample with this given label, decided so. */
async function decided(
  s: Scored,
  ctx: Ctx,
  given: string,
  verdict: 'keep' | 'relabel',
  label?: string,
): Promise<string> {
  const taken = new Set(
    (await t.sql`select sample_id from sample_state where dataset_id = ${s.datasetId}`).map((r) => r.sample_id),
  );
  const id = String(s.ids.find((i) => s.truth.get(i)!.given === given && !taken.has(String(i))));
  await say(ctx, { sampleId: id, verdict, label, clientKey: key() });
  return id;
}
async function rowsOf(version: ExportVersion): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  for await (const row of exportRows(lead, version)) rows.push(row);
  return rows;
}
const sampleOf = (s: Scored, id: string) => getSample({ ctx: lead, input: { slug: s.slug, id } });

describe('merging', () => {
  test('makes two classes one in every figure, and undo makes them two again', async () => {
    const s = await set();
    const ann = await testCtx(t, 'annotator');
    const moved = await decided(s, ann, 'ham', 'relabel', 'spam');
    const kept = await decided(s, ann, 'ham', 'keep');
    const other = await decided(s, ann, 'other', 'relabel', 'ham');
    const operation: ClassOperation = { kind: 'merge', class: 'ham', into: 'spam' };
    const preview = await previewOperation({ ctx: lead, input: { slug: s.slug, operation } });
    expect(preview).toMatchObject({ samples: 30 - 1 + 1, decided: 3, again: 0, round: true });
    const { classes } = await operate(s, operation);
    await expectFolded(s);
    expect(classes.find((c) => c.name === 'ham')).toMatchObject({
      state: 'merged',
      into: 'spam',
      given: 30,
      current: 0,
    });
    expect(classes.find((c) => c.name === 'spam')!.current).toBe(61);
    expect(await sampleOf(s, moved)).toMatchObject({ givenLabel: 'ham', currentLabel: 'spam', status: 'kept' });
    expect(await sampleOf(s, kept)).toMatchObject({ currentLabel: 'spam', status: 'kept' });
    expect(await sampleOf(s, other)).toMatchObject({ currentLabel: 'spam', status: 'changed' });
    const stats = await overview({ ctx: lead, input: { slug: s.slug } });
    expect(stats.changed).toBe(1);
    expect(stats.matrix.cells.flatMap((c) => [c.given, c.suggested])).not.toContain('ham');

    // A decision on its way under the old name is not lost.
    const [item] = await next(ann, s, 1);
    expect(item!.sample.givenLabel === 'ham').toBe(false);
    expect(statuses(await say(ann, keep(item!, { verdict: 'relabel', label: 'ham' })))).toEqual(['accepted']);
    await expectFolded(s);
    expect(lead.enqueued.at(-1)).toMatchObject({ queue: 'round', datasetId: s.datasetId });

    const [event] = (await listClasses({ ctx: lead, input: { slug: s.slug } })).events;
    expect(event).toMatchObject({ says: '`ham` merged into `spam`', undoable: true });
    const back = await undoClasses({ ctx: lead, input: { slug: s.slug, eventId: event!.id } });
    await expectFolded(s);
    expect(back.classes.find((c) => c.name === 'ham')).toMatchObject({ state: 'open', hotKey: null });
    expect(await sampleOf(s, moved)).toMatchObject({ currentLabel: 'spam', status: 'changed' });
    await expect(undoClasses({ ctx: lead, input: { slug: s.slug, eventId: event!.id } })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('leaves old exports as they were, byte for byte, and new ones say what happened', async () => {
    const s = await set();
    const read = async () => {
      const [version] = await t.db.query.exportVersion.findMany({
        where: (v, { eq }) => eq(v.datasetId, s.datasetId),
        orderBy: (v, { desc }) => desc(v.version),
        limit: 1,
      });
      return { version: version!, rows: await rowsOf(version!) };
    };
    const input = { slug: s.slug, format: 'csv' as const, policy: { cleanedOnly: false, spreadsheetSafe: false } };
    await createExport({ ctx: lead, input });
    const before = await read();
    expect(before.rows.every((r) => r.classOperation === null)).toBe(true);
    await operate(s, { kind: 'merge', class: 'ham', into: 'spam' });
    await operate(s, { kind: 'rename', class: 'other', to: 'rest' });
    expect(await rowsOf(before.version)).toEqual(before.rows);
    await createExport({ ctx: lead, input });
    const { rows } = await read();
    const told = new Map(rows.map((r) => [r.givenLabel, [r.label, r.classOperation, r.status]]));
    expect(told).toEqual(
      new Map([
        ['ham', ['spam', 'merged into spam', 'unreviewed']],
        ['spam', ['spam', null, 'unreviewed']],
        ['other', ['rest', 'renamed to rest', 'unreviewed']],
      ]),
    );
  });
});

describe('splitting', () => {
  test('asks for the decisions of that class again, in a queue of its own; undo gives them back', async () => {
    const s = await set();
    const ann = await testCtx(t, 'annotator');
    const kept = await decided(s, ann, 'ham', 'keep');
    const into = await decided(s, ann, 'spam', 'relabel', 'ham');
    const out = await decided(s, ann, 'ham', 'relabel', 'spam');
    const operation: ClassOperation = {
      kind: 'split',
      class: 'ham',
      into: [{ name: 'lean ham' }, { name: 'fat ham' }],
    };
    expect(await previewOperation({ ctx: lead, input: { slug: s.slug, operation } })).toMatchObject({
      again: 2,
      decided: 3,
    });
    const { classes, events } = await operate(s, operation);
    expect(classes.map((c) => [c.name, c.state, c.index])).toEqual([
      ['ham', 'split', 0],
      ['spam', 'open', 1],
      ['other', 'open', 2],
      ['lean ham', 'open', 3],
      ['fat ham', 'open', 4],
    ]);
    await expectFolded(s);
    expect((await sampleOf(s, kept)).status).toBe('unreviewed');
    expect((await sampleOf(s, into)).status).toBe('unreviewed');
    expect((await sampleOf(s, out)).status).toBe('changed');
    const queue = (await listQueues({ ctx: lead, input: { slug: s.slug } })).find((q) => q.name === 'Split of ham');
    expect(queue).toMatchObject({ waiting: 29, filter: { given: 'ham' } });
    const reply = await say(ann, { sampleId: kept, verdict: 'keep', clientKey: key() });
    expect(reply[0]).toMatchObject({ status: 'rejected', message: expect.stringContaining('choose a label') });
    await say(ann, { sampleId: kept, verdict: 'relabel', label: 'lean ham', clientKey: key() });
    await expectFolded(s);
    await undoClasses({ ctx: lead, input: { slug: s.slug, eventId: events[0]!.id } });
    await expectFolded(s);
    expect((await sampleOf(s, into)).status).toBe('changed');
    // What was said since stands, under the part, which is archived.
    expect(await sampleOf(s, kept)).toMatchObject({ status: 'changed', currentLabel: 'lean ham' });
  });
});

describe('names, keys and looks', () => {
  test('a rename is followed by queues and by decisions under the old name', async () => {
    const s = await set();
    const made = await createQueue({ ctx: lead, input: { slug: s.slug, filter: { given: 'ham', suggested: 'spam' } } });
    await operate(s, { kind: 'rename', class: 'ham', to: 'real mail' });
    const queue = (await listQueues({ ctx: lead, input: { slug: s.slug } })).find((q) => q.id === made.id)!;
    expect(queue.filter).toEqual({ given: 'real mail', suggested: 'spam' });
    expect(queue.waiting).toBe(made.waiting);
    const ann = await testCtx(t, 'annotator');
    const id = await decided(s, ann, 'spam', 'relabel', 'ham');
    expect(await sampleOf(s, id)).toMatchObject({ currentLabel: 'real mail', status: 'changed' });
  });

  test('a new class can be chosen at once; an archived one cannot, and keeps what it has', async () => {
    const s = await set();
    const ann = await testCtx(t, 'annotator');
    await operate(s, { kind: 'add', name: 'newsletter', description: 'Sent to many' });
    const id = await decided(s, ann, 'ham', 'relabel', 'newsletter');
    expect(await sampleOf(s, id)).toMatchObject({ currentLabel: 'newsletter' });
    await operate(s, { kind: 'archive', class: 'newsletter' });
    const [item] = await next(ann, s, 1);
    expect(statuses(await say(ann, keep(item!, { verdict: 'relabel', label: 'newsletter' })))).toEqual(['rejected']);
    expect(await sampleOf(s, id)).toMatchObject({ currentLabel: 'newsletter' });
    await operate(s, { kind: 'restore', class: 'newsletter' });
    expect(statuses(await say(ann, keep(item!, { verdict: 'relabel', label: 'newsletter' })))).toEqual(['accepted']);
  });

  test('operations are for leads; what they touch is for those who inspect', async () => {
    const s = await set();
    const ann = await testCtx(t, 'annotator');
    const viewer = await testCtx(t, 'viewer');
    const operation: ClassOperation = { kind: 'colour', class: 'ham', colour: '#c43112' };
    for (const ctx of [ann, viewer]) {
      await expect(operate(s, operation, ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(previewOperation({ ctx, input: { slug: s.slug, operation } })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(undoClasses({ ctx, input: { slug: s.slug, eventId: '1' } })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    await expect(listClasses({ ctx: ann, input: { slug: s.slug } })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await listClasses({ ctx: viewer, input: { slug: s.slug } })).classes).toHaveLength(3);
    await operate(s, operation);
    expect((await listClasses({ ctx: lead, input: { slug: s.slug } })).classes[0]).toMatchObject({ colour: '#c43112' });
    await expect(undoClasses({ ctx: lead, input: { slug: s.slug, eventId: '999999' } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
