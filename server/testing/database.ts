import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { type Connection, connect } from '#/db/client.ts';

export interface TestDatabase extends Connection {
  url: string;
}

/** A fresh migrated database on the run's embedded server. Call `close` when done; it drops the database. */
export async function testDatabase(): Promise<TestDatabase> {
  const base = inject('databaseUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = postgres(base, { max: 1, onnotice: () => {} });
  // The server refuses two copies of a template at once: test files take turns.
  await admin`select pg_advisory_lock(1)`;
  await admin.unsafe(`create database ${name} template template_errata`);
  await admin`select pg_advisory_unlock(1)`;
  const url = base.replace(/\/errata$/, `/${name}`);
  const connection = connect(url, { max: 6 });
  return {
    ...connection,
    url,
    close: async () => {
      await connection.close();
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end({ timeout: 5 });
    },
  };
}

export { type TestCtx, testCtx } from './context.ts';
