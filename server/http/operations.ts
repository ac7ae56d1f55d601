import { decisionsInputSchema } from '#/server/domain/decision.ts';
import {
  createExportSchema,
  createQueueSchema,
  nextSchema,
  samplePageSchema,
  startRoundSchema,
  updateQueueSchema,
} from '#/server/domain/inputs.ts';
import { getDataset } from '#/server/services/datasets/get.ts';
import { listDatasets } from '#/server/services/datasets/list.ts';
import { createExport } from '#/server/services/exports/create.ts';
import { getExport } from '#/server/services/exports/get.ts';
import { listExports } from '#/server/services/exports/list.ts';
import { getJob } from '#/server/services/jobs/get.ts';
import { createQueue } from '#/server/services/queues/create.ts';
import { listQueues } from '#/server/services/queues/list.ts';
import { queueSettings } from '#/server/services/queues/settings.ts';
import { updateQueue } from '#/server/services/queues/update.ts';
import { decide } from '#/server/services/review/decide.ts';
import { nextSamples } from '#/server/services/review/next.ts';
import { listRounds } from '#/server/services/rounds/list.ts';
import { startRound } from '#/server/services/rounds/start.ts';
import { pageSamples } from '#/server/services/samples/page.ts';
import { overview } from '#/server/services/stats/overview.ts';
import { benchmarkOperations } from './benchmarkOperations.ts';
import { bulkOperations } from './bulkOperations.ts';
import { classCalls } from './classOperations.ts';
import { importDataset, importForm } from './importDataset.ts';
import { type Operation, operation } from './operation.ts';
import { questionOperations } from './questionOperations.ts';
import { auditFileSchema, sendAudit } from './sendAudit.ts';
import { sendExport } from './sendExport.ts';
import { teamOperations } from './teamOperations.ts';

/** The HTTP API, whole. Adding a call is one entry. */
export const operations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/datasets',
    summary: 'Import a dataset',
    multipart: importForm,
    status: 202,
    answers: '`{dataset, job}`: the slug, and the job that brings it to `ready`.',
    handle: ({ ctx, request }) => importDataset(ctx, request),
  }),
  operation({
    method: 'GET',
    path: '/datasets',
    summary: 'List the datasets you may read',
    answers: 'A list of datasets with state, counts, current round and classes.',
    handle: ({ ctx }) => listDatasets({ ctx, input: undefined }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}',
    summary: 'One dataset',
    answers: 'State (`importing, encoding, scoring, ready, failed`), counts, current round, classes.',
    handle: ({ ctx, params }) => getDataset({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/jobs/{id}',
    summary: 'A job and its progress',
    answers: '`state`, `progress` (0–1), `message`, `etaSeconds`, `problems` with file and line.',
    handle: ({ ctx, params }) => getJob({ ctx, input: { id: params.id } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/queues',
    summary: 'Review queues; the first is "Likely wrong"',
    answers: 'A list of queues with what waits in them.',
    handle: ({ ctx, params }) => listQueues({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/queues',
    summary: 'Create a queue from a signal and a filter',
    body: createQueueSchema,
    status: 201,
    answers: 'The queue; the one that exists already when signal and filter are the same.',
    handle: ({ ctx, params, body }) => createQueue({ ctx, input: { ...body, slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/queues/{id}',
    summary: 'How a queue is read, and by whom',
    answers: 'The policy, and everybody who may review the dataset with whether the queue is assigned to them.',
    handle: ({ ctx, params }) => queueSettings({ ctx, input: { queueId: params.id } }),
  }),
  operation({
    method: 'POST',
    path: '/queues/{id}',
    summary: 'Change how a queue is read, and by whom',
    body: updateQueueSchema,
    answers: 'The queue. Of the policy only what is sent is changed.',
    handle: ({ ctx, params, body }) => updateQueue({ ctx, input: { ...body, queueId: params.id } }),
  }),
  operation({
    method: 'POST',
    path: '/queues/{id}/next',
    summary: 'Lease up to `limit` samples for review',
    body: nextSchema,
    answers: 'A list of leased samples with all that is needed to decide; empty when nothing waits.',
    handle: ({ ctx, params, body }) => nextSamples({ ctx, input: { queueId: params.id, limit: body.limit } }),
  }),
  operation({
    method: 'POST',
    path: '/decisions',
    summary: 'Store decisions; idempotent by `clientKey`, `verdict: retract` with `of` undoes',
    body: decisionsInputSchema,
    answers: '`results` in order: `accepted`, `duplicate`, `late` or `rejected`, with a message where it matters.',
    handle: ({ ctx, body }) => decide({ ctx, input: body }),
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/rounds',
    summary: 'Start a round now',
    body: startRoundSchema,
    status: 202,
    answers: 'The job.',
    handle: ({ ctx, params, body }) => startRound({ ctx, input: { ...body, slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/rounds',
    summary: 'Rounds, newest first',
    answers: 'Number, trigger, decisions so far, durations in milliseconds per stage, metrics.',
    handle: ({ ctx, params }) => listRounds({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/samples',
    summary: 'Samples with scores, a page at a time',
    query: samplePageSchema,
    answers: 'A list; the `Link` header has the next page, `X-Total-Count` the number of matches.',
    handle: async ({ ctx, params, query, request }) => {
      const page = await pageSamples({ ctx, input: { ...query, slug: params.slug } });
      const headers = new Headers({ 'content-type': 'application/json', 'x-total-count': String(page.total) });
      if (page.nextCursor) {
        const next = new URL(request.url);
        next.searchParams.set('cursor', page.nextCursor);
        headers.set('link', `<${next.pathname}${next.search}>; rel="next"`);
      }
      return new Response(JSON.stringify(page.items), { headers });
    },
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/stats',
    summary: 'All figures of the overview, with intervals',
    answers: 'Estimates, hit rates, curve, noise matrix, latest errata.',
    handle: ({ ctx, params }) => overview({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/log',
    summary: 'The audit log of a dataset, as CSV or JSONL',
    query: auditFileSchema,
    answers: 'Every decision, undo, comment and act of a lead, newest first, streamed; `safe=1` defuses formulas.',
    handle: ({ ctx, params, query }) => sendAudit(ctx, query, params.slug),
  }),
  operation({
    method: 'GET',
    path: '/log',
    summary: 'The audit log of the whole server, for admins',
    query: auditFileSchema,
    answers: 'Acts of leads and admins, newest first, streamed.',
    handle: ({ ctx, query }) => sendAudit(ctx, query, undefined),
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/exports',
    summary: 'Make an export: an immutable, reproducible version',
    body: createExportSchema,
    status: 202,
    answers: 'The version; poll `GET /exports/{id}` until it is `ready`.',
    handle: ({ ctx, params, body }) => createExport({ ctx, input: { ...body, slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/exports',
    summary: 'Export versions, newest first',
    answers: 'A list of versions with policy and checksum.',
    handle: ({ ctx, params }) => listExports({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/exports/{id}',
    summary: 'One export version',
    answers: 'State, rows, bytes, sha-256.',
    handle: ({ ctx, params }) => getExport({ ctx, input: { id: params.id } }),
  }),
  operation({
    method: 'GET',
    path: '/exports/{id}/file',
    summary: 'Download an export',
    answers: 'The file, streamed.',
    handle: ({ ctx, params }) => sendExport(ctx, params.id),
  }),
  ...benchmarkOperations,
  ...bulkOperations,
  ...classCalls,
  ...questionOperations,
  ...teamOperations,
];
