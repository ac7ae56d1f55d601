import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { importFieldsSchema } from '#/server/domain/inputs.ts';
import { startImport } from '#/server/services/imports/start.ts';
import { storeUpload } from '#/server/services/imports/upload.ts';
import { readForm } from './multipart.ts';

/** The parts of `POST /datasets`, as its description tells them. */
export const importForm = {
  file: {
    description: 'CSV, TSV, JSONL, JSON, Parquet or ZIP; or pictures as class/file.',
    file: true,
    repeatable: true,
    required: true,
  },
  name: { description: 'Name of the dataset.', required: true },
  task: { description: '`text` or `image`; guessed when left out.' },
  columns: {
    description: 'JSON object role → column: `text`, `title`, `image`, `label`, `id`, `split`, `group`, `show`.',
  },
  predProbs: {
    description: '`.npy` [N, K] predicted probabilities, columns in lexicographic class order.',
    file: true,
  },
  embeddings: { description: '`.npy` [N, D] embeddings, used instead of an encoder.', file: true },
  encoder: { description: 'Encoder to use instead of the default of the task.' },
};

function parseColumns(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ErrataError('bad_input', 'columns is not JSON; give an object such as {"text":"body","label":"class"}.');
  }
}

/** `POST /datasets`: stores the files as they stream in, then starts the import. */
export async function importDataset(ctx: Ctx, request: Request): Promise<{ dataset: string; job: string }> {
  const form = await readForm(
    request,
    async (fileName, body) => (await storeUpload({ ctx, input: { fileName, body } })).id,
  );
  const of = (field: string) => form.files.filter((f) => f.field === field).map((f) => f.stored);
  const uploadIds = of('file');
  if (uploadIds.length === 0)
    throw new ErrataError('bad_input', 'The form has no `file` part; add the data to import.');
  const given = { ...form.fields, columns: parseColumns(form.fields.columns), task: form.fields.task || undefined };
  const fields = importFieldsSchema.parse(given);
  return startImport({
    ctx,
    input: { ...fields, uploadIds, embeddings: of('embeddings')[0], predProbs: of('predProbs')[0] },
  });
}
