import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '#/server/context.ts';
import { createReset } from '#/server/services/accounts/reset.ts';
import { storeUpload } from '#/server/services/imports/upload.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, key, next, say } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { createCallerFactory } from '#/server/trpc.ts';
import { appRouter } from './_app.ts';

/** What each mutation is tried on. */
interface World {
  t: TestDatabase;
  ctx: TestCtx;
  userId: string;
  otherId: string;
  s: Scored;
}
type Api = ReturnType<ReturnType<typeof createCallerFactory<(typeof appRouter)['_def']['record']>>>;
type Act = (api: Api, w: World) => Promise<unknown>;

const caller = createCallerFactory(appRouter);
const as = (ctx: Ctx): Api => caller(ctx) as unknown as Api;
const idOf = (ctx: Ctx) => (ctx.actor.kind === 'user' ? ctx.actor.userId : '');

async function* bytes(text: string) {
  yield Buffer.from(text);
}
const upload = async (w: World, fileName: string, text: string) =>
  (await storeUpload({ ctx: w.ctx, input: { fileName, body: bytes(text) } })).id;
const model = { kind: 'endpoint', baseUrl: 'http://127.0.0.1:9/v1', model: 'some', limits: {} } as const;
const endpoint = { ...model, limits: { concurrency: 1, callsPerMinute: null, inputPrice: null, outputPrice: null } };
const specific = [{ kind: 'specific' as const, text: 'Is it one?', expected: 'yes' as const }];

async function run(w: World, state: 'running' | 'paused'): Promise<number> {
  await w.t.sql`update question_run set state = 'done'`;
  const [row] = await w.t.sql<{ id: number }[]>`
    insert into question_run (dataset_id, kind, model, state, budget)
    values (${w.s.datasetId}, 'ask', 'some', ${state}, '{"calls": null, "tokens": null, "money": null}') returning id`;
  return row!.id;
}

/** Mutations that a lead or an admin acts by, and the line of the log that each writes. */
const writes: Record<string, [kind: string, act: Act]> = {
  'accounts.setRole': [
    'person.role',
    (api, w) => api.accounts.setRole({ userId: w.otherId, role: 'viewer', active: true }),
  ],
  'accounts.createInvite': ['person.invited', (api) => api.accounts.createInvite({ role: 'annotator' })],
  'accounts.acceptInvite': [
    'person.joined',
    async (api) => {
      const { url } = await api.accounts.createInvite({ role: 'annotator' });
      const token = new URL(url).searchParams.get('token')!;
      await api.accounts.acceptInvite({ token, name: 'New', email: `${key()}@example.org`, password: 'correct horse' });
    },
  ],
  'accounts.createApiKey': ['key.created', (api) => api.accounts.createApiKey({ name: 'script' })],
  'accounts.revokeApiKey': [
    'key.revoked',
    async (api) => {
      await api.accounts.createApiKey({ name: 'script' });
      const [made] = await api.accounts.apiKeys();
      await api.accounts.revokeApiKey({ id: made!.id });
    },
  ],
  'accounts.setMember': [
    'person.member',
    (api, w) => api.accounts.setMember({ slug: w.s.slug, userId: w.otherId, role: 'viewer' }),
  ],
  'accounts.createReset': ['person.reset', (api, w) => api.accounts.createReset({ userId: w.otherId })],
  'accounts.acceptReset': [
    'person.password',
    async (api, w) => {
      const { url } = await createReset({ ctx: w.ctx, input: { person: w.otherId } });
      const token = new URL(url).searchParams.get('token')!;
      await api.accounts.acceptReset({ token, password: 'another horse' });
    },
  ],
  'accounts.endSession': [
    'session.ended',
    async (api, w) => {
      await w.t.sql`
        insert into session (id, token, user_id, expires_at, created_at, updated_at)
        values ('one', 'one', ${w.userId}, now() + interval '1 day', now(), now())`;
      await api.accounts.endSession({ id: 'one' });
    },
  ],
  'accounts.endOtherSessions': [
    'session.ended',
    async (api, w) => {
      await w.t.sql`
        insert into session (id, token, user_id, expires_at, created_at, updated_at)
        values ('two', 'two', ${w.userId}, now() + interval '1 day', now(), now())`;
      await api.accounts.endOtherSessions();
    },
  ],
  'accounts.rename': ['person.renamed', (api) => api.accounts.rename({ name: 'Another name' })],
  'classes.operate': [
    'class.add',
    (api, w) => api.classes.operate({ slug: w.s.slug, operation: { kind: 'add', name: 'new', description: null } }),
  ],
  'classes.undo': [
    'class.undo',
    async (api, w) => {
      const { slug } = w.s;
      await api.classes.operate({ slug, operation: { kind: 'describe', class: 'ham', description: 'cured' } });
      const [{ id }] = await w.t.sql`select id from event where kind = 'class.describe'`;
      await api.classes.undo({ slug, eventId: id });
    },
  ],
  'datasets.updateSettings': [
    'dataset.settings',
    (api, w) => api.datasets.updateSettings({ slug: w.s.slug, settings: { batch: 30 } }),
  ],
  'datasets.remove': [
    'dataset.removed',
    async (api, w) => api.datasets.remove({ slug: (await scoredDataset(w.ctx, { samples: 3 })).slug }),
  ],
  'exports.create': [
    'export',
    (api, w) =>
      api.exports.create({ slug: w.s.slug, format: 'csv', policy: { cleanedOnly: false, spreadsheetSafe: false } }),
  ],
  'guidelines.save': [
    'guideline.saved',
    (api, w) =>
      api.guidelines.save({ slug: w.s.slug, label: 'ham', text: 'Cured.', examples: [], note: '', basedOn: 0 }),
  ],
  'guidelines.pin': [
    'guideline.saved',
    (api, w) =>
      api.guidelines.pin({ slug: w.s.slug, label: 'spam', sampleId: String(w.s.ids[9]), shows: 'fits', why: '' }),
  ],
  'guidelines.requeue': [
    'guideline.requeued',
    async (api, w) => {
      const { slug } = w.s;
      const reader = await testCtx(w.t, 'annotator');
      const [item] = await next(reader, w.s, 1);
      await say(reader, keep(item!));
      const { version } = await api.guidelines.get({ slug });
      await api.guidelines.save({ slug, label: null, text: 'Anew.', examples: [], note: '', basedOn: 0 });
      await api.guidelines.requeue({ slug, version: version + 1 });
    },
  ],
  'history.restore': [
    'sample.restored',
    (api, w) => api.history.restore({ slug: w.s.slug, sampleId: String(w.s.ids[20]), decisionId: null }),
  ],
  'imports.start': [
    'import',
    async (api, w) =>
      api.imports.start({ name: 'small', uploadIds: [await upload(w, 'small.csv', 'text,label\na,x\nb,y\nc,x\n')] }),
  ],
  'models.start': [
    'models',
    async (api, w) =>
      api.models.start({ slug: w.s.slug, uploadIds: [await upload(w, 'm.csv', 'id,a\nx0,ham\nx1,spam\n')] }),
  ],
  'models.remove': [
    'models.removed',
    async (api, w) => {
      const [row] = await w.t.sql`
        insert into model (dataset_id, name, kind, predictions, covered, file_name)
        values (${w.s.datasetId}, 'a', 'labels', 'none', 1, 'm.csv') returning id`;
      await api.models.remove({ slug: w.s.slug, ids: [String(row!.id)] });
    },
  ],
  'patches.start': [
    'patch',
    async (api, w) => api.patches.start({ slug: w.s.slug, uploadId: await upload(w, 'fixed.json', '{"x0": "ham"}') }),
  ],
  'providers.save': ['provider.saved', (api) => api.providers.save({ slug: null, ...endpoint })],
  'providers.remove': ['provider.removed', (api) => api.providers.remove({ slug: null })],
  'questions.save': [
    'questions.saved',
    (api, w) => api.questions.save({ slug: w.s.slug, label: 'ham', questions: specific, synonyms: [] }),
  ],
  'questions.pause': [
    'questions.paused',
    async (api, w) => api.questions.pause({ slug: w.s.slug, id: await run(w, 'running') }),
  ],
  'questions.resume': [
    'questions.resumed',
    async (api, w) => api.questions.resume({ slug: w.s.slug, id: await run(w, 'paused') }),
  ],
  'queues.create': ['queue.created', (api, w) => api.queues.create({ slug: w.s.slug, orderBy: 'suspicion' })],
  'queues.update': [
    'queue.changed',
    (api, w) => api.queues.update({ queueId: String(w.s.queueId), name: 'Another name' }),
  ],
  'rounds.start': ['round.asked', (api, w) => api.rounds.start({ slug: w.s.slug })],
  'talk.edit': [
    'comment.edited',
    async (api, w) => {
      const thread = await api.talk.add({ slug: w.s.slug, sampleId: String(w.s.ids[5]), text: 'one' });
      await api.talk.edit({ commentId: thread.id, text: 'two' });
    },
  ],
  'talk.remove': [
    'comment.deleted',
    async (api, w) => {
      const thread = await api.talk.add({ slug: w.s.slug, sampleId: String(w.s.ids[6]), text: 'one' });
      await api.talk.remove({ commentId: thread.id });
    },
  ],
};

const log = 'the decision log, which the audit log shows, has every answer and every undo';
const lease = 'holds samples or gives them back; the leases are kept, and a sample’s history tells them';
/** Mutations that write no line of their own, and why. */
const silent: Record<string, string> = {
  'accounts.changePassword': 'storePassword writes it; tested with real sessions in accounts.test.ts',
  'bulk.start': 'draws samples to check; nothing is decided before its commit',
  'bulk.checks': lease,
  'bulk.answer': log,
  'bulk.takeBack': log,
  'bulk.more': 'draws more samples to check',
  'bulk.commit': 'its job writes bulk.committed with what it has written (bulk.test.ts)',
  'bulk.undo': 'its job writes bulk.undone with what it has taken back (bulk.test.ts)',
  'bulk.cancel': 'nothing was decided by it',
  'imports.preview': 'looks at a file',
  'patches.again': 'goes on as patches.start does, whose line it writes (patches.test.ts)',
  'patches.retract': 'its job writes patch.retracted with what it has taken back (patches.test.ts)',
  'providers.test': 'asks a model whether it answers; nothing is stored',
  'questions.start': 'writes questions.run; needs pictures and a model (run.test.ts)',
  'questions.answer': 'writes question.answered; needs evidence (answer.test.ts)',
  'review.decide': log,
  'review.next': lease,
  'review.open': lease,
  'review.release': lease,
  'review.renew': lease,
  'review.skip': lease,
  'talk.add': 'the comment is a line of the audit log itself',
  'talk.markRead': 'concerns its reader alone',
  'talk.resolve': 'the thread says by whom and when',
};

let w: World;
beforeAll(async () => {
  const t = await testDatabase();
  const ctx = await testCtx(t, 'admin');
  const s = await scoredDataset(ctx, { samples: 30, classes: ['ham', 'spam'], settings: { auditShare: 0 } });
  w = { t, ctx, userId: idOf(ctx), otherId: idOf(await testCtx(t, 'annotator')), s };
});
afterAll(() => w.t.close());

const mutations = Object.entries(appRouter._def.procedures)
  .filter(([, p]) => (p as unknown as { _def: { type: string } })._def.type === 'mutation')
  .map(([path]) => path);

test('every mutation writes a line of the log, or has a reason not to', () => {
  expect([...Object.keys(writes), ...Object.keys(silent)].toSorted()).toEqual(mutations.toSorted());
});

test.each(Object.entries(writes))('%s writes its line, with who did it', async (_path, [kind, act]) => {
  const lines = () => w.t.sql<{ user_id: string | null }[]>`select user_id from event where kind = ${kind} order by id`;
  const before = (await lines()).length;
  await act(as(w.ctx), w);
  const after = await lines();
  expect(after.length).toBeGreaterThan(before);
  if (!kind.startsWith('person.joined') && kind !== 'person.password') expect(after.at(-1)?.user_id).toBe(w.userId);
});
