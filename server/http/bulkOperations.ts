import { z } from 'zod';
import { checkAnswerSchema, startBulkSchema } from '#/server/domain/bulk.ts';
import { answerChecks } from '#/server/services/bulk/answer.ts';
import { cancelBulk } from '#/server/services/bulk/cancel.ts';
import { nextChecks } from '#/server/services/bulk/checks.ts';
import { commitBulk, undoBulk } from '#/server/services/bulk/commit.ts';
import { getBulk, listBulks } from '#/server/services/bulk/get.ts';
import { startBulk } from '#/server/services/bulk/start.ts';
import { type Operation, operation } from './operation.ts';

/** One verdict for many samples, after a random part of them was answered singly. */
export const bulkOperations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/datasets/{slug}/bulks',
    summary: 'Begin a bulk decision on a filter or a selection; nothing is decided yet',
    body: startBulkSchema,
    status: 201,
    answers: 'The bulk, with `toCheck`: how many of its samples have to be answered singly first.',
    handle: ({ ctx, params, body }) => startBulk({ ctx, input: { ...body, slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/bulks',
    summary: 'Bulk decisions, newest first',
    answers: 'A list, with the verification of each.',
    handle: ({ ctx, params }) => listBulks({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/bulks/{id}',
    summary: 'One bulk decision',
    answers: 'State, what was written and passed over, and the share of single answers that differ, with its interval.',
    handle: ({ ctx, params }) => getBulk({ ctx, input: { bulkId: params.id } }),
  }),
  operation({
    method: 'POST',
    path: '/bulks/{id}/checks',
    summary: 'The next samples to answer singly, drawn at random; nothing says what the bulk would say of them',
    body: z.object({ limit: z.number().int().min(1).max(50).default(10) }),
    answers: 'A list; empty when none is left.',
    handle: ({ ctx, params, body }) => nextChecks({ ctx, input: { bulkId: params.id, limit: body.limit } }),
  }),
  operation({
    method: 'POST',
    path: '/bulks/{id}/answers',
    summary: 'Answer samples of a bulk singly',
    body: z.object({ answers: z.array(checkAnswerSchema).min(1).max(100) }),
    answers: 'The bulk, with `toCheck`, `answered`, `differed` and `error`.',
    handle: ({ ctx, params, body }) => answerChecks({ ctx, input: { bulkId: params.id, answers: body.answers } }),
  }),
  operation({
    method: 'POST',
    path: '/bulks/{id}/commit',
    summary: 'Write the rest of a bulk',
    status: 202,
    answers: 'The bulk; poll it until its `state` is `committed`.',
    handle: ({ ctx, params }) => commitBulk({ ctx, input: { bulkId: params.id } }),
  }),
  operation({
    method: 'POST',
    path: '/bulks/{id}/undo',
    summary: 'Take every decision of a bulk back',
    status: 202,
    answers: 'The bulk; poll it until its `state` is `undone`. Answers given singly stay.',
    handle: ({ ctx, params }) => undoBulk({ ctx, input: { bulkId: params.id } }),
  }),
  operation({
    method: 'POST',
    path: '/bulks/{id}/cancel',
    summary: 'Give a bulk up before it is written',
    answers: 'The bulk.',
    handle: ({ ctx, params }) => cancelBulk({ ctx, input: { bulkId: params.id } }),
  }),
];
