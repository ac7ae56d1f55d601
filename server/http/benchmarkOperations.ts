import { listModels } from '#/server/services/models/list.ts';
import { removeModels } from '#/server/services/models/remove.ts';
import { startModelImport } from '#/server/services/models/start.ts';
import { type Operation, operation } from './operation.ts';
import { withStoredFiles } from './storedFiles.ts';

/** The calls about the user's own models and corrected test sets. */
export const benchmarkOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/datasets/{slug}/models',
    summary: 'Your own models whose predictions were added',
    answers: 'A list of models in the order they came, with how many samples they predict.',
    handle: ({ ctx, params }) => listModels({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/models',
    summary: 'Add the predictions of one or many models of yours',
    multipart: {
      file: {
        description:
          'CSV, TSV, JSON Lines, JSON or Parquet with an id and a column per model, or a column per class with its probability; `.npy` [N, K] or [N]; all may be gzipped. A JSON list of names says what numbers mean.',
        file: true,
        repeatable: true,
        required: true,
      },
      idColumn: { description: 'Column that holds the id, where it is not called so.' },
    },
    status: 202,
    answers: '`{dataset, job}`: the job that adds all of them, or none.',
    handle: ({ ctx, params, request }) =>
      withStoredFiles(ctx, request, (uploadIds, { idColumn }) =>
        startModelImport({ ctx, input: { slug: params.slug, uploadIds, idColumn: idColumn || undefined } }),
      ),
  }),
  operation({
    method: 'DELETE',
    path: '/datasets/{slug}/models/{id}',
    summary: 'Remove a model and its predictions',
    answers: '`{removed}`.',
    handle: ({ ctx, params }) => removeModels({ ctx, input: { slug: params.slug, ids: [params.id] } }),
  }),
];
