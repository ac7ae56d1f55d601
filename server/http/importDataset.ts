import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { importFieldsSchema } from '#/server/domain/inputs.ts';
import { requireCapability } from '#/server/services/accounts/require.ts';
import { startImport } from '#/server/services/imports/start.ts';
import { dropUploads, storeUpload } from '#/server/services/imports/upload.ts';
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

/**
 * `POST /datasets`: stores the files as they stream in, then starts the import. When either is refused or breaks off,
 * the files are forgotten.
 */
export async function importDataset(ctx: Ctx, request: Request): Promise<{ dataset: string; job: string }> {
  requireCapability(ctx, 'lead');
  const stored: string[] = [];
  try {
    const form = await readForm(request, async (fileName, body) => {
      const { id } = await storeUpload({ ctx, input: { fileName, body } });
      stored.push(id);
      return id;
    });
    const of = (field: string) => form.files.filter((f) => f.field === field).map((f) => f.stored);
    const uploadIds = of('file');
    if (uploadIds.length === 0)
      throw new ErrataError('bad_input', 'The form has no `file` part; add the data to import.');
    const given = { ...form.fields, columns: parseColumns(form.fields.columns), task: form.fields.task || undefined };
    const fields = importFieldsSchema.parse(given);
    const [embeddings] = of('embeddings');
    const [predProbs] = of('predProbs');
    return await startImport({ ctx, input: { ...fields, uploadIds, embeddings, predProbs } });
  } catch (error) {
    await dropUploads({ ctx, input: { ids: stored } });
    throw error;
  }
}
