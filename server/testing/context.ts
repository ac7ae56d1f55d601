import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { user } from '#/db/schema/index.ts';
import { openLocalBlobs } from '#/server/blobs/local.ts';
import type { Ctx, JobQueue } from '#/server/context.ts';
import type { Role } from '#/server/domain/role.ts';
import { readEnvironment } from '#/server/environment.ts';
import type { TestDatabase } from './database.ts';

export interface TestCtx extends Ctx {
  /** What was handed to the workers, in order; nothing runs it. */
  enqueued: { queue: JobQueue; jobId: string; datasetId: number }[];
}

/** A context for a new user of that role (or the system), with a blob store in a temporary folder of its own. */
export async function testCtx(t: TestDatabase, role: Role | 'system'): Promise<TestCtx> {
  const home = mkdtempSync(join(inject('scratch'), 'home-'));
  const enqueued: TestCtx['enqueued'] = [];
  let actor: Ctx['actor'] = { kind: 'system' };
  if (role !== 'system') {
    const id = randomUUID();
    actor = { kind: 'user', userId: id, name: `${role} ${id.slice(0, 4)}`, role };
    await t.db.insert(user).values({ id, name: actor.name, email: `${id}@example.org`, role });
  }
  return {
    actor,
    db: t.db,
    sql: t.sql,
    quick: t.quick,
    blobs: await openLocalBlobs(join(home, 'blobs')),
    env: readEnvironment({
      ERRATA_HOME: home,
      DATABASE_URL: t.url,
      ERRATA_SECRET: 'a secret for tests, of no use elsewhere',
    }),
    enqueue: async (queue, payload) => {
      enqueued.push({ queue, ...payload });
    },
    enqueued,
  };
}
