import { migrate } from '#/db/migrate.ts';
import type { Ctx } from '#/server/context.ts';
import { readEnvironment, readLaunch } from '#/server/environment.ts';
import type { Boss } from '#/server/jobs/boss.ts';
import { startEmbedded } from '#/server/postgres/embedded.ts';
import { closeParts, openParts } from '#/server/process.ts';
import { readAddress } from '../serve/address.ts';
import { root } from '../serve/root.ts';

/**
 * Runs `work` as the system on the database of DATABASE_URL or of ERRATA_HOME: the embedded server that runs there, or
 * one that is started for the purpose and stopped afterwards.
 * @param options.worker this process will take jobs itself
 */
export async function withSystem<T>(
  work: (ctx: Ctx, boss: Boss) => Promise<T>,
  { worker = false }: { worker?: boolean } = {},
): Promise<T> {
  const env = readEnvironment(undefined, root);
  const { publicUrlGiven } = readLaunch();
  const server = env.databaseUrl === undefined ? await startEmbedded(env.home) : null;
  try {
    const databaseUrl = server?.url ?? env.databaseUrl!;
    await migrate(databaseUrl);
    const publicUrl = publicUrlGiven ? env.publicUrl : (readAddress(env.home) ?? env.publicUrl);
    const parts = await openParts({ ...env, databaseUrl, publicUrl, logLevel: 'warn' }, { worker });
    try {
      return await work({ ...parts, actor: { kind: 'system' } }, parts.boss);
    } finally {
      await closeParts(parts);
    }
  } finally {
    await server?.stop();
  }
}
