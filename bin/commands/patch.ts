import { parseArgs } from 'node:util';
import type { Ctx } from '#/server/context.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { listPatches } from '#/server/services/patches/list.ts';
import { runPatchJob } from '#/server/services/patches/runPatchJob.ts';
import { startPatchImport } from '#/server/services/patches/start.ts';
import { startPatchRetraction } from '#/server/services/patches/startRetract.ts';
import { addFiles } from './addFiles.ts';
import { withSystem } from './system.ts';
import { UsageError } from './usage.ts';

const usage = `Usage:
  errata patch DATASET                       one line per imported file: id, entries, changed, kept, name
  errata patch DATASET FILE                  store published corrections as decisions; with --partial, --add-classes
  errata patch DATASET --retract ID          take one back as a whole
FILE is {"id": "label"} as Re-TACRED publishes it, [{"id", "relation"}] as TACRev does, or a table with the columns id and
label. What is unknown here refuses it: --add-classes adds labels that are no classes as classes, --partial leaves out entries
whose id, or else whose label, is unknown. Sending a file twice changes nothing.`;

/** Lists, adds or takes back files of corrected labels. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      partial: { type: 'boolean', default: false },
      'add-classes': { type: 'boolean', default: false },
      retract: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const [slug, file, ...rest] = positionals;
  if (slug === undefined || rest.length > 0 || (file !== undefined && values.retract !== undefined))
    throw new UsageError(usage);
  const { partial, retract, 'add-classes': addClasses } = values;
  const work = (ctx: Ctx, run: JobRun) => runPatchJob({ ctx, run });
  if (retract !== undefined)
    await addFiles({
      queue: 'patch',
      files: [],
      start: (ctx) => startPatchRetraction({ ctx, input: { slug, id: retract } }),
      work,
    });
  if (file !== undefined)
    await addFiles({
      queue: 'patch',
      files: [file],
      start: (ctx, [uploadId]) => startPatchImport({ ctx, input: { slug, uploadId: uploadId!, partial, addClasses } }),
      work,
    });
  for (const p of await withSystem((ctx) => listPatches({ ctx, input: { slug } })))
    if (p.retractedAt === null) process.stdout.write(`${[p.id, p.entries, p.changed, p.kept, p.name].join('\t')}\n`);
  return 0;
}
