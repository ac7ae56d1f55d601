import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import { job } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { createExport } from '#/server/services/exports/create.ts';
import { exportFile } from '#/server/services/exports/file.ts';
import { listExports } from '#/server/services/exports/list.ts';
import { runExport } from '#/server/services/exports/run.ts';
import { runJob } from '#/server/services/jobs/run.ts';
import { awaitJob } from './awaitJob.ts';
import { type ExportOptions, readOptions, usage } from './export/options.ts';
import { withSystem } from './system.ts';

async function findVersion(ctx: Ctx, { slug, version }: ExportOptions): Promise<string> {
  const found = (await listExports({ ctx, input: { slug } })).find((e) => e.version === version);
  if (!found) throw new ErrataError('not_found', `${slug} has no version ${version}.`);
  return found.id;
}

/** Writes a version of a dataset to a file; the file is there whole or not at all. */
export async function run(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  return withSystem(
    async (ctx, boss) => {
      let id: string;
      if (options.version !== null) id = await findVersion(ctx, options);
      else {
        id = (await createExport({ ctx, input: options })).id;
        await boss.work('export', (delivery) =>
          runJob(ctx, delivery, ({ payload, progress, signal }) =>
            runExport({ ctx, exportId: String(payload.exportId) }, progress, signal),
          ),
        );
        const [made] = await ctx.db.select({ id: job.id }).from(job).where(sql`${job.payload} ->> 'exportId' = ${id}`);
        await awaitJob(ctx, made!.id);
      }
      const file = await exportFile({ ctx, input: { id } });
      if (options.out === '-') {
        await pipeline(file.stream, process.stdout, { end: false });
        return 0;
      }
      const path = options.out ?? file.fileName;
      const aside = `${path}.part`;
      try {
        await pipeline(file.stream, createWriteStream(aside));
        await rename(aside, path);
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
      process.stderr.write(`${file.bytes.toLocaleString('en')} bytes, sha-256 ${file.sha256}\n`);
      process.stdout.write(`${path}\n`);
      return 0;
    },
    { worker: true },
  );
}
