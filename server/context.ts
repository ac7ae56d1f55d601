import type { Sql } from 'postgres';
import type { Db } from '#/db/client.ts';
import type { BlobStore } from './blobs/store.ts';
import type { Actor } from './domain/role.ts';
import type { Environment } from './environment.ts';

/** What every service gets: who asks, and the parts of the process it may use. */
export interface Ctx {
  actor: Actor;
  /** drizzle, for typed queries. */
  db: Db;
  /** A second postgres.js client with untouched parsers, for COPY, LISTEN and hand-written SQL. */
  sql: Sql;
  /** For the statements of every request: see `db/client.ts`. */
  quick: Sql;
  blobs: BlobStore;
  env: Environment;
  /** Hands a job to the workers. */
  enqueue: (queue: JobQueue, payload: { jobId: string; datasetId: number; notBefore?: string }) => Promise<void>;
}

export type JobQueue = 'import' | 'encode' | 'round' | 'export' | 'models' | 'bulk' | 'patch' | 'questions' | 'patch';
