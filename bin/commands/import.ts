import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { importFieldsSchema } from '#/server/domain/inputs.ts';
import { filesOfFolder, problemSentence, type SourceFile } from '#/server/formats/index.ts';
import { runImport } from '#/server/services/imports/run.ts';
import { startImport } from '#/server/services/imports/start.ts';
import { dropUploads, storeUpload } from '#/server/services/imports/upload.ts';
import { runJob } from '#/server/services/jobs/run.ts';
import { awaitJob } from './awaitJob.ts';
import { withSystem } from './system.ts';
import { UsageError } from './usage.ts';

const usage = `Usage:
  errata import INPUT [--name NAME] [--task text|image|relation|image-text] [--text-column C] [--title-column C] [--label-column C]
                [--id-column C] [--split-column C] [--group-column C] [--caption-column C]
                [--encoder E] [--embeddings E.npy] [--pred-probs P.npy]
INPUT is a CSV, TSV, JSON Lines, JSON, Parquet or ZIP file, or a folder of pictures. Columns are guessed where none is
given. Prints the dataset's name in addresses.`;

const text = { type: 'string' } as const;
const roles = ['text', 'title', 'label', 'id', 'split', 'group', 'caption'] as const;

function readOptions(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: text,
      task: text,
      'text-column': text,
      'title-column': text,
      'label-column': text,
      'id-column': text,
      'split-column': text,
      'group-column': text,
      'caption-column': text,
      encoder: text,
      embeddings: text,
      'pred-probs': text,
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const [input, ...rest] = positionals;
  if (input === undefined || rest.length > 0) throw new UsageError(usage);
  const given = roles.flatMap((role) => {
    const column = values[`${role}-column`];
    return column === undefined ? [] : [[role, column]];
  });
  const fields = importFieldsSchema.safeParse({
    name: values.name ?? basename(input).replace(/\.[a-z]+$/i, ''),
    task: values.task,
    columns: given.length ? Object.fromEntries(given) : undefined,
    encoder: values.encoder,
  });
  if (!fields.success)
    throw new UsageError(fields.error.issues.map((i) => `--${i.path.join('.')}: ${i.message}`).join('\n'));
  return { input, fields: fields.data, embeddings: values.embeddings, predProbs: values['pred-probs'] };
}

async function filesOf(input: string): Promise<SourceFile[]> {
  const found = await stat(input).catch(() => {
    throw new UsageError(`${input}: there is no such file or folder.`);
  });
  return found.isDirectory() ? filesOfFolder(input) : [{ name: basename(input), path: input }];
}

/** Stores the files as a browser's upload would. What was stored is forgotten when a later one fails. */
async function store(ctx: Ctx, files: SourceFile[], stored: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, { name, path }] of files.entries()) {
    const { id } = await storeUpload({ ctx, input: { fileName: name, body: createReadStream(path) } });
    ids.push(id);
    stored.push(id);
    if (files.length > 1 && process.stderr.isTTY)
      process.stderr.write(`\r\u001b[KStored ${i + 1} of ${files.length} files`);
  }
  return ids;
}

/** Imports a file or folder straight into the database; encoding and scoring follow where a worker runs. */
export async function run(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const files = await filesOf(options.input);
  const arrays = await Promise.all(
    [options.embeddings, options.predProbs].map(async (path) => (path ? filesOf(path) : [])),
  );
  return withSystem(
    async (ctx, boss) => {
      const stored: string[] = [];
      try {
        const uploadIds = await store(ctx, files, stored);
        const [embeddings] = await store(ctx, arrays[0]!, stored);
        const [predProbs] = await store(ctx, arrays[1]!, stored);
        const made = await startImport({ ctx, input: { ...options.fields, uploadIds, embeddings, predProbs } });
        await boss.work('import', (delivery) =>
          runJob(ctx, delivery, ({ jobId, datasetId, progress, signal }) =>
            runImport({ ctx, jobId, datasetId }, progress, signal),
          ),
        );
        const notes = await awaitJob(ctx, made.job);
        for (const note of notes) process.stderr.write(`Note: ${problemSentence(note)}\n`);
        process.stderr.write('Imported. Encoding and scoring go on in a running server (npm start).\n');
        process.stdout.write(`${made.dataset}\n`);
        return 0;
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
