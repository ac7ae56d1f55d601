import { z } from 'zod';
import type { JobQueue } from '#/server/context.ts';

export const jobPayloadSchema = z.object({
  jobId: z.uuid(),
  datasetId: z.number().int(),
  /** ISO 8601; the job is not delivered earlier. */
  notBefore: z.string().optional(),
});
export type JobPayload = z.infer<typeof jobPayloadSchema>;

interface Definition {
  queue: JobQueue;
  schema: typeof jobPayloadSchema;
  /** Jobs of this queue that one worker process runs at a time. */
  concurrency: number;
  options: {
    policy: 'standard' | 'singleton';
    retryLimit: number;
    retryDelay: number;
    expireInSeconds: number;
    heartbeatSeconds: number;
  };
}

// A job whose worker dies is delivered again; the limit only ends a job that kills its worker every time.
const restartable = { retryLimit: 20, retryDelay: 2, expireInSeconds: 6 * 3600, heartbeatSeconds: 10 };

/** Every kind of job. `singleton`: one at a time per dataset, on all workers together. */
export const definitions: readonly Definition[] = [
  { queue: 'import', schema: jobPayloadSchema, concurrency: 1, options: { policy: 'singleton', ...restartable } },
  { queue: 'encode', schema: jobPayloadSchema, concurrency: 2, options: { policy: 'singleton', ...restartable } },
  { queue: 'round', schema: jobPayloadSchema, concurrency: 2, options: { policy: 'singleton', ...restartable } },
  { queue: 'export', schema: jobPayloadSchema, concurrency: 2, options: { policy: 'standard', ...restartable } },
  { queue: 'bulk', schema: jobPayloadSchema, concurrency: 1, options: { policy: 'singleton', ...restartable } },
  { queue: 'models', schema: jobPayloadSchema, concurrency: 1, options: { policy: 'singleton', ...restartable } },
  { queue: 'questions', schema: jobPayloadSchema, concurrency: 2, options: { policy: 'singleton', ...restartable } },
  { queue: 'patch', schema: jobPayloadSchema, concurrency: 1, options: { policy: 'singleton', ...restartable } },
];
