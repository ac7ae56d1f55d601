import { type Logger, pino } from 'pino';
import { type Connection, connect } from '#/db/client.ts';
import { openBlobs } from './blobs/open.ts';
import type { Ctx } from './context.ts';
import { type Environment, EnvironmentError } from './environment.ts';
import { type Boss, openBoss } from './jobs/boss.ts';
import { logError } from './logError.ts';

/** What one process has once: its connections and what is built on them. Everything of Ctx but the actor. */
export interface Parts extends Omit<Ctx, 'actor'> {
  log: Logger;
  boss: Boss;
  databaseUrl: string;
  connection: Connection;
}

/** What the database calls a worker's connections: each worker lowers, and an operator ends, its own. */
export const workerName = `errata-worker ${process.pid}`;

/**
 * Opens the parts of a web or worker process. The database is the one of DATABASE_URL; `bin/start` and `bin/run` pass
 * the embedded one's address to their children under that name.
 */
export async function openParts(env: Environment, { worker = false }: { worker?: boolean } = {}): Promise<Parts> {
  const log = pino({ level: env.logLevel, base: undefined, serializers: { err: logError } });
  if (!env.databaseUrl)
    throw new EnvironmentError('DATABASE_URL: is not set. `npm start` brings a database of its own.');
  const connection = connect(env.databaseUrl, { name: worker ? workerName : 'errata' });
  try {
    const boss = await openBoss(env.databaseUrl, {
      worker,
      onError: (error) => log.warn({ reason: error.message }, 'The job queue lost its database for a moment.'),
    });
    return {
      env,
      log,
      boss,
      databaseUrl: env.databaseUrl,
      connection,
      db: connection.db,
      sql: connection.sql,
      quick: connection.quick,
      blobs: await openBlobs(env),
      enqueue: (queue, payload) => boss.send(queue, payload),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Closes them in order: jobs go back to the queue before the connections end. */
export async function closeParts({ boss, connection }: Parts): Promise<void> {
  await boss.stop();
  await connection.close();
}
