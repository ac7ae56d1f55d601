import { PgBoss } from 'pg-boss';
import type { JobQueue } from '#/server/context.ts';
import { definitions, type JobPayload } from './definitions.ts';

/** One delivery of a job to this process. `attempt` is 0 the first time and grows with every restart. */
export interface Delivery {
  payload: JobPayload;
  attempt: number;
  /** No further delivery follows when this one throws. */
  last: boolean;
  /** Aborted when the process stops or the claim is lost to another worker. */
  signal: AbortSignal;
}

export type Handle = (delivery: Delivery) => Promise<void>;

export interface Boss {
  /** Hands a job to the workers. The job's own id is used, so sending it twice makes one. */
  send(queue: JobQueue, payload: JobPayload): Promise<void>;
  /** Starts taking jobs of a queue. */
  work(queue: JobQueue, handle: Handle): Promise<void>;
  /** Whether the job still waits or runs; false once it ended for good or was never sent. */
  isAlive(queue: JobQueue, jobId: string): Promise<boolean>;
  /** Jobs still running after `graceMs` are given back, to be started again by the next worker. */
  stop(graceMs?: number): Promise<void>;
}

/**
 * Connects to the job queue in PostgreSQL; creates its tables and queues where they are missing.
 * @param worker watches for jobs whose worker died; every process that calls `work` needs it.
 * @param onError told about trouble in the background (a lost connection); the queue goes on by itself.
 */
export async function openBoss(
  url: string,
  { worker = false, onError = () => {} }: { worker?: boolean; onError?: (error: Error) => void } = {},
): Promise<Boss> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'errata-jobs',
    max: worker ? 6 : 2,
    supervise: worker,
    // With a heartbeat of 10 s, a killed worker's job starts elsewhere about 12 s later.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    schedule: false,
    useListenNotify: worker,
  });
  boss.on('error', onError);
  await boss.start();
  for (const { queue, options } of definitions) {
    await boss.createQueue(queue, { ...options, notify: true });
  }
  return {
    async send(queue, payload) {
      await boss.send(queue, payload, {
        id: payload.jobId,
        singletonKey: String(payload.datasetId),
        ...(payload.notBefore ? { startAfter: new Date(payload.notBefore) } : {}),
      });
    },
    async work(queue, handle) {
      const { concurrency, schema } = definitions.find((d) => d.queue === queue)!;
      // Each puller is its own worker, so that it can be woken by its id once its job is done.
      for (let i = 0; i < concurrency; i++) {
        let id = '';
        id = await boss.work(
          queue,
          {
            includeMetadata: true,
            pollingIntervalSeconds: 2,
            notifyPollingIntervalSeconds: 5,
            heartbeatRefreshSeconds: 2,
          },
          async ([job]) => {
            try {
              await handle({
                payload: schema.parse(job.data),
                attempt: job.retryCount,
                last: job.retryCount >= job.retryLimit,
                signal: job.signal,
              });
            } finally {
              // A worker takes one job per poll; without this the next one would wait out the interval.
              setImmediate(() => boss.notifyWorker(id));
            }
          },
        );
      }
    },
    async isAlive(queue, jobId) {
      const [found] = await boss.findJobs(queue, { id: jobId });
      return found !== undefined && ['created', 'retry', 'active'].includes(found.state);
    },
    async stop(graceMs = 0) {
      await boss.stop({ graceful: graceMs > 0, timeout: Math.max(1000, graceMs), close: true });
    },
  };
}
