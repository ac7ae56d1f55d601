import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as run } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** Brings a database to the current schema. Safe to call from many processes at once: an advisory lock takes turns. */
export async function migrate(
  url: string,
  folder = fileURLToPath(new URL('./migrations', import.meta.url)),
): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(731455)`;
    await run(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end({ timeout: 5 });
  }
}
