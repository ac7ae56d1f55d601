import { randomUUID } from 'node:crypto';
import { user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { Role } from '#/server/domain/role.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { insertApiKey } from './createApiKey.ts';
import { closeDemoAccounts } from './demoAccount.ts';
import { requireCapability } from './require.ts';

/** An account for scripts: no password, only an API key, which is returned once. */
export async function createKeyUser({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { name: string; role: Role };
}): Promise<{ userId: string; key: string }> {
  requireCapability(ctx, 'administer');
  const userId = randomUUID();
  return ctx.db.transaction(async (tx) => {
    await tx.insert(user).values({ id: userId, name: input.name, email: `${userId}@key.invalid`, role: input.role });
    await recordEvent(tx, ctx, {
      kind: 'person.script',
      datasetId: null,
      detail: { person: input.name, role: input.role },
    });
    if (input.role === 'admin') await closeDemoAccounts(tx);
    const { key } = await insertApiKey(tx, userId, { name: input.name });
    return { userId, key };
  });
}
