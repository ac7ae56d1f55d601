import { parseArgs } from 'node:util';
import { listModels } from '#/server/services/models/list.ts';
import { runModelImport } from '#/server/services/models/run.ts';
import { startModelImport } from '#/server/services/models/start.ts';
import { addFiles } from './addFiles.ts';
import { withSystem } from './system.ts';
import { UsageError } from './usage.ts';

const usage = `Usage:
  errata models DATASET                                  one line per model: name, kind, samples it predicts
  errata models DATASET FILE… [--id-column C]            add the predictions of your own models
FILE is CSV, TSV, JSON Lines, JSON or Parquet with an id and a column per model, or a column per class with its
probability; or .npy, [N, K] probabilities or [N] labels. A JSON list of names says what numbers mean. All may be
gzipped. All models are added, or none.`;

/** Lists a dataset's models, or adds those in some files. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'id-column': { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const [slug, ...files] = positionals;
  if (slug === undefined) throw new UsageError(usage);
  const idColumn = values['id-column'];
  if (files.length > 0)
    await addFiles({
      queue: 'models',
      files,
      start: (ctx, uploadIds) => startModelImport({ ctx, input: { slug, uploadIds, idColumn } }),
      work: (ctx, job) => runModelImport({ ctx, run: job }),
    });
  const models = await withSystem((ctx) => listModels({ ctx, input: { slug } }));
  for (const m of models) process.stdout.write(`${[m.name, m.kind, m.covered].join('\t')}\n`);
  return 0;
}
