import { parseArgs } from 'node:util';
import { listPatches } from '#/server/services/patches/list.ts';
import { retractPatch } from '#/server/services/patches/retract.ts';
import { runPatchImport } from '#/server/services/patches/run.ts';
import { startPatchImport } from '#/server/services/patches/start.ts';
import { addFiles } from './addFiles.ts';
import { withSystem } from './system.ts';
import { UsageError } from './usage.ts';

const usage = `Usage:
  errata patch DATASET                       one line per imported file: id, entries, changed, kept, name
  errata patch DATASET FILE [--partial]      store published corrections as decisions
  errata patch DATASET --retract ID          take one back as a whole
FILE is {"id": "label"} as Re-TACRED publishes it, [{"id", "relation"}] as TACRev does, or a table with the columns id and
label. --partial leaves out entries whose id or label is unknown here. Sending a file twice changes nothing.`;

/** Lists, adds or takes back files of corrected labels. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      partial: { type: 'boolean', default: false },
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
  const { partial, retract } = values;
  if (retract !== undefined) await withSystem((ctx) => retractPatch({ ctx, input: { slug, id: retract } }));
  if (file !== undefined)
    await addFiles({
      queue: 'patch',
      files: [file],
      start: (ctx, [uploadId]) => startPatchImport({ ctx, input: { slug, uploadId: uploadId!, partial } }),
      work: (ctx, job) => runPatchImport({ ctx, run: job }),
    });
  for (const p of await withSystem((ctx) => listPatches({ ctx, input: { slug } })))
    if (p.retractedAt === null) process.stdout.write(`${[p.id, p.entries, p.changed, p.kept, p.name].join('\t')}\n`);
  return 0;
}
