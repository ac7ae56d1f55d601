import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { job } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { exportFormats } from '#/server/domain/exportViews.ts';
import { createExportSchema } from '#/server/domain/inputs.ts';
import { createExport } from '#/server/services/exports/create.ts';
import { exportFile } from '#/server/services/exports/file.ts';
import { listExports } from '#/server/services/exports/list.ts';
import { runExport } from '#/server/services/exports/run.ts';
import { runJob } from '#/server/services/jobs/run.ts';
import { awaitJob } from './awaitJob.ts';
import { withSystem } from './system.ts';
import { UsageError } from './usage.ts';

const usage = `Usage:
  errata export DATASET [--format csv|jsonl|parquet|original|label-errors|tacred|retacred-patch|tacrev-patch]
                [--cleaned-only] [--eliminate CLASS] [--spreadsheet-safe] [--out FILE]
  errata export DATASET --version N [--out FILE]
Makes a new version (or takes version N) and writes it to FILE, or under its own name; --out - writes to stdout.`;

function readOptions(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      version: { type: 'string' },
      out: { type: 'string', short: 'o' },
      'cleaned-only': { type: 'boolean', default: false },
      'spreadsheet-safe': { type: 'boolean', default: false },
      eliminate: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const [slug, ...rest] = positionals;
  if (slug === undefined || rest.length > 0) throw new UsageError(usage);
  const policy = {
    cleanedOnly: values['cleaned-only'],
    spreadsheetSafe: values['spreadsheet-safe'],
    eliminate: values.eliminate,
  };
  const asked = createExportSchema.safeParse({ format: values.format ?? 'csv', policy });
  if (!asked.success) throw new UsageError(`--format: give one of ${exportFormats.join(', ')}.\n${usage}`);
  const version = values.version === undefined ? null : Number(values.version);
  if (version !== null && !(Number.isInteger(version) && version > 0))
    throw new UsageError('--version: give a number from 1.');
  return { slug, version, out: values.out, ...asked.data };
}

type Options = NonNullable<ReturnType<typeof readOptions>>;

async function findVersion(ctx: Ctx, { slug, version }: Options): Promise<string> {
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
