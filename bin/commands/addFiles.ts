import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Ctx, JobQueue } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { problemSentence } from '#/server/formats/index.ts';
import { dropUploads, storeUpload } from '#/server/services/imports/upload.ts';
import { type JobRun, runJob } from '#/server/services/jobs/run.ts';
import { awaitJob } from './awaitJob.ts';
import { withSystem } from './system.ts';
import { UsageError } from './usage.ts';

interface Adding {
  queue: JobQueue;
  files: string[];
  /** Starts the job on the stored files. */
  start: (ctx: Ctx, uploadIds: string[]) => Promise<{ job: string }>;
  /** Its body, where no worker takes it first. */
  work: (ctx: Ctx, run: JobRun) => Promise<void>;
}

/**
 * Stores files as a browser's upload would and runs the job that reads them; notes go to stderr.
 * @throws UsageError with a line per problem of the files
 */
export async function addFiles({ queue, files, start, work }: Adding): Promise<void> {
  for (const path of files)
    if (!(await stat(path).catch(() => null))?.isFile()) throw new UsageError(`${path}: there is no such file.`);
  await withSystem(
    async (ctx, boss) => {
      const stored: string[] = [];
      try {
        for (const path of files) {
          const { id } = await storeUpload({ ctx, input: { fileName: basename(path), body: createReadStream(path) } });
          stored.push(id);
        }
        const { job } = await start(ctx, stored);
        await boss.work(queue, (delivery) => runJob(ctx, delivery, (run) => work(ctx, run)));
        for (const note of await awaitJob(ctx, job)) process.stderr.write(`Note: ${problemSentence(note)}\n`);
      } catch (error) {
        await dropUploads({ ctx, input: { ids: stored } });
        if (error instanceof ErrataError && error.problems.length > 0)
          throw new UsageError(error.problems.map(problemSentence).join('\n'));
        throw error;
      }
    },
    { worker: true },
  );
}
