import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { event, provider } from '#/db/schema/index.ts';
import { type ProviderLimits, type SaveProvider, saveProviderSchema } from '#/server/domain/provider.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { type ScriptedModel, scriptedModel } from '#/server/testing/scriptedModel.ts';
import { getProvider } from './get.ts';
import { openModel } from './open.ts';
import { removeProvider, saveProvider } from './save.ts';
import { seal, unseal } from './seal.ts';
import { testProvider } from './tryOut.ts';

let t: TestDatabase;
let admin: TestCtx;
let s: Scored;
let model: ScriptedModel;
beforeAll(async () => {
  t = await testDatabase();
  admin = await testCtx(t, 'admin');
  s = await scoredDataset(admin, { samples: 4 });
  model = await scriptedModel(() => 'Yes');
});
afterAll(async () => {
  await model.close();
  await t.close();
});

const key = 'sk-a-key-nobody-may-see';
const limits: ProviderLimits = { concurrency: 2, callsPerMinute: null, inputPrice: null, outputPrice: null };
const draft = (more: Partial<SaveProvider> = {}): SaveProvider & { slug: string | null } => ({
  ...{ kind: 'endpoint', baseUrl: model.url, model: 'look', key, limits, slug: null },
  ...more,
});

test('a sealed text opens under its own secret only, and never reads the same twice', () => {
  const sealed = seal(key, 'a'.repeat(32));
  expect(unseal(sealed, 'a'.repeat(32))).toBe(key);
  expect(seal(key, 'a'.repeat(32))).not.toBe(sealed);
  expect(() => unseal(sealed, 'b'.repeat(32))).toThrow('another ERRATA_SECRET');
  const bytes = Buffer.from(sealed, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  expect(() => unseal(bytes.toString('base64'), 'a'.repeat(32))).toThrow();
});

test('the key is stored sealed and told to nobody; the model gets it', async () => {
  const view = await saveProvider({ ctx: admin, input: draft() });
  expect(view).toMatchObject({ from: 'server', model: 'look', hasKey: true });
  const stored = await t.db.select().from(provider);
  const events = await t.db.select().from(event);
  const told = [view, await getProvider({ ctx: admin, input: { slug: null } }), stored, events];
  expect(JSON.stringify(told)).not.toContain(key);
  const { model: opened } = await openModel(admin, s.datasetId);
  await opened.ask!({ system: '', text: 'hello' }, new AbortController().signal);
  expect(model.calls.at(-1)?.authorization).toBe(`Bearer ${key}`);
});

test('a dataset has its own before the server’s, and the server’s before the environment’s', async () => {
  const vision = { baseUrl: model.url, model: 'from-env', key: null };
  const ctx = { ...admin, env: { ...admin.env, vision } };
  const of = async (slug: string | null) => (await getProvider({ ctx, input: { slug } }))?.model;
  await saveProvider({ ctx, input: draft({ model: 'server-wide' }) });
  await saveProvider({ ctx, input: { ...draft({ model: 'its-own' }), slug: s.slug } });
  expect([await of(s.slug), await of(null)]).toEqual(['its-own', 'server-wide']);
  expect((await removeProvider({ ctx, input: { slug: s.slug } }))?.model).toBe('server-wide');
  expect(await removeProvider({ ctx, input: { slug: null } })).toMatchObject({
    from: 'environment',
    model: 'from-env',
  });
  expect(await getProvider({ ctx: admin, input: { slug: null } })).toBeNull();
  expect((await t.db.select().from(event).where(eq(event.kind, 'provider.removed'))).length).toBe(2);
});

test('a stored key stays with the address it was entered for', async () => {
  await saveProvider({ ctx: admin, input: draft() });
  const elsewhere = draft({ key: undefined, baseUrl: 'https://collector.example.org/v1' });
  await expect(saveProvider({ ctx: admin, input: elsewhere })).rejects.toThrow('enter the key for it again');
  await expect(testProvider({ ctx: admin, input: elsewhere })).rejects.toThrow('enter the key for it again');
  const kept = await saveProvider({ ctx: admin, input: draft({ key: undefined, model: 'other' }) });
  expect(kept).toMatchObject({ model: 'other', hasKey: true });
  expect(await saveProvider({ ctx: admin, input: draft({ key: null }) })).toMatchObject({ hasKey: false });
});

test('a named provider needs no address, and gets no key that was entered for another one', async () => {
  await saveProvider({ ctx: admin, input: draft({ kind: 'anthropic', baseUrl: null }) });
  const other = draft({ kind: 'mistral', baseUrl: null, key: undefined });
  await expect(saveProvider({ ctx: admin, input: other })).rejects.toThrow('enter the key for it again');
  const proxy = await saveProvider({ ctx: admin, input: draft({ kind: 'anthropic' }) });
  expect(proxy).toMatchObject({ kind: 'anthropic', baseUrl: model.url, hasKey: true });
  const { model: opened } = await openModel(admin, s.datasetId);
  await opened.ask!({ system: '', text: 'hello' }, new AbortController().signal);
  expect(model.calls.at(-1)).toMatchObject({ path: '/v1/messages', authorization: key });
  expect(await testProvider({ ctx: admin, input: draft({ kind: 'anthropic', key: undefined }) })).toMatchObject({
    ok: true,
  });
});

test('the connection test sends a picture and says what happened', async () => {
  expect(await testProvider({ ctx: admin, input: draft() })).toMatchObject({ ok: true });
  expect(model.calls.at(-1)!.picture!.length).toBeGreaterThan(100);
  model.say(() => 'I see no picture.');
  expect((await testProvider({ ctx: admin, input: draft() })).message).toContain('It may not see pictures');
  model.say(() => ({ status: 401 }));
  expect(await testProvider({ ctx: admin, input: draft() })).toMatchObject({
    ok: false,
    message: 'The endpoint refuses the key (401).',
  });
  const nobody = draft({ baseUrl: 'http://127.0.0.1:9/v1' });
  expect((await testProvider({ ctx: admin, input: nobody })).message).toBe('The endpoint cannot be reached.');
  const local = draft({ kind: 'local', baseUrl: null, model: '/no/such/folder' });
  expect((await testProvider({ ctx: admin, input: local })).message).toContain('There is no folder');
});

test('an address carries no key, and an endpoint has an address', () => {
  const parse = (baseUrl: string | null) => saveProviderSchema.safeParse(draft({ baseUrl })).success;
  expect([parse('https://a:b@example.org/v1'), parse(null), parse('ftp://x'), parse(model.url)]).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test('only admins set, remove and try; leads may read what is in force for their dataset', async () => {
  for (const role of ['lead', 'annotator', 'viewer'] as const) {
    const ctx = await testCtx(t, role);
    const refused = { code: 'forbidden' };
    for (const slug of [null, s.slug]) {
      await expect(saveProvider({ ctx, input: { ...draft(), slug } })).rejects.toMatchObject(refused);
      await expect(removeProvider({ ctx, input: { slug } })).rejects.toMatchObject(refused);
      await expect(testProvider({ ctx, input: { ...draft(), slug } })).rejects.toMatchObject(refused);
    }
    await expect(getProvider({ ctx, input: { slug: null } })).rejects.toMatchObject(refused);
    const read = getProvider({ ctx, input: { slug: s.slug } });
    if (role === 'annotator') await expect(read).rejects.toMatchObject(refused);
    else expect((await read)?.model).toBe('look');
  }
});
