import { z } from 'zod';
import { benchmarkImpact } from '#/server/services/benchmark/impact.ts';
import { listModels } from '#/server/services/models/list.ts';
import { removeModels } from '#/server/services/models/remove.ts';
import { startModelImport } from '#/server/services/models/start.ts';
import { listPatches } from '#/server/services/patches/list.ts';
import { startPatchImport } from '#/server/services/patches/start.ts';
import { startPatchRetraction } from '#/server/services/patches/startRetract.ts';
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
  operation({
    method: 'GET',
    path: '/datasets/{slug}/impact',
    summary: 'The leaderboard of your models on given and on corrected labels',
    query: z.object({ split: z.string().max(200).optional() }),
    answers: 'Scores and ranks with 95% bootstrap intervals, and every pair of models that changes places.',
    handle: ({ ctx, params, query }) => benchmarkImpact({ ctx, input: { slug: params.slug, split: query.split } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/patches',
    summary: 'Files of corrected labels that were imported as decisions',
    answers: 'A list, newest first, with what became of the entries.',
    handle: ({ ctx, params }) => listPatches({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/patches',
    summary: 'Store published corrections as decisions; the same file counts once',
    multipart: {
      file: {
        description:
          '`{id: label}` as Re-TACRED publishes it, `[{id, relation}]` as TACRev does, or a table with id and label.',
        file: true,
        required: true,
      },
      partial: {
        description: '`true` leaves out entries whose id or label is unknown here, instead of refusing the file.',
      },
      addClasses: {
        description: '`true` adds labels that are no classes here as classes, as a lead would beforehand.',
      },
    },
    status: 202,
    answers: '`{dataset, job}`: the job that stores all of it, or nothing.',
    handle: ({ ctx, params, request }) =>
      withStoredFiles(ctx, request, ([uploadId], { partial, addClasses }) => {
        const unknown = { partial: partial === 'true', addClasses: addClasses === 'true' };
        return startPatchImport({ ctx, input: { slug: params.slug, uploadId: uploadId!, ...unknown } });
      }),
  }),
  operation({
    method: 'DELETE',
    path: '/datasets/{slug}/patches/{id}',
    summary: 'Take such a file back as a whole; the log keeps both',
    status: 202,
    answers: '`{dataset, job}`: the job that takes it back.',
    handle: ({ ctx, params }) => startPatchRetraction({ ctx, input: { slug: params.slug, id: params.id } }),
  }),
];
