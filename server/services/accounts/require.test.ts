import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataset, membership } from '#/db/schema/index.ts';
import type { Capability, Role } from '#/server/domain/role.ts';
import { datasetSettingsSchema } from '#/server/domain/settings.ts';
import { type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { requireCapability, requireDataset } from './require.ts';

let t: TestDatabase;
let datasetId: number;

beforeAll(async () => {
  t = await testDatabase();
  const [row] = await t.db
    .insert(dataset)
    .values({
      slug: 'mail',
      name: 'Mail',
      task: 'text',
      settings: datasetSettingsSchema.parse({}),
      source: { format: 'csv', files: [], columns: {}, order: [] },
    })
    .returning({ id: dataset.id });
  datasetId = row.id;
});
afterAll(() => t.close());

const allowed: Record<Role | 'system', Capability[]> = {
  system: ['read', 'review', 'inspect', 'lead', 'administer'],
  admin: ['read', 'review', 'inspect', 'lead', 'administer'],
  lead: ['read', 'review', 'inspect', 'lead'],
  annotator: ['read', 'review'],
  viewer: ['read', 'inspect'],
};
const capabilities: Capability[] = ['read', 'review', 'inspect', 'lead', 'administer'];

describe.each(Object.keys(allowed) as (Role | 'system')[])('%s', (role) => {
  test.each(capabilities)('%s', async (capability) => {
    const ctx = await testCtx(t, role);
    if (allowed[role].includes(capability)) {
      expect(() => requireCapability(ctx, capability)).not.toThrow();
      expect((await requireDataset(ctx, 'mail', capability)).dataset.id).toBe(datasetId);
      expect((await requireDataset(ctx, { id: datasetId }, capability)).role).toBe(role === 'system' ? 'admin' : role);
    } else {
      expect(() => requireCapability(ctx, capability)).toThrow(expect.objectContaining({ code: 'forbidden' }));
      await expect(requireDataset(ctx, 'mail', capability)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('a dataset that does not exist', async () => {
    const ctx = await testCtx(t, role);
    await expect(requireDataset(ctx, 'post', 'read')).rejects.toMatchObject({ code: 'not_found' });
  });
});

test.each<[Role, Role, Capability, boolean]>([
  ['annotator', 'lead', 'lead', true],
  ['lead', 'viewer', 'lead', false],
  ['viewer', 'annotator', 'review', true],
  ['admin', 'viewer', 'lead', true],
])('an account %s who is %s on the dataset, asked for %s: %s', async (account, member, capability, may) => {
  const ctx = await testCtx(t, account);
  if (ctx.actor.kind !== 'user') throw new Error('a user was asked for');
  await t.db.insert(membership).values({ datasetId, userId: ctx.actor.userId, role: member });
  if (may) expect((await requireDataset(ctx, 'mail', capability)).dataset.slug).toBe('mail');
  else await expect(requireDataset(ctx, 'mail', capability)).rejects.toMatchObject({ code: 'forbidden' });
});
