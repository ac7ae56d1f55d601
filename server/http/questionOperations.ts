import { z } from 'zod';
import { estimateRunSchema, evidencePageSchema, startRunSchema } from '#/server/domain/inputs.ts';
import { questionSetDraftSchema, runBudgetSchema } from '#/server/domain/question.ts';
import { estimateRun } from '#/server/services/questions/estimate.ts';
import { listEvidence } from '#/server/services/questions/evidenceList.ts';
import { listQuestions } from '#/server/services/questions/list.ts';
import { pauseQuestionRun, resumeQuestionRun } from '#/server/services/questions/pause.ts';
import { listQuestionRuns } from '#/server/services/questions/runs.ts';
import { saveQuestions } from '#/server/services/questions/save.ts';
import { startQuestionRun } from '#/server/services/questions/start.ts';
import { type Operation, operation } from './operation.ts';

/** Visual questions: what is asked about pictures, and the runs that ask. */
export const questionOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/datasets/{slug}/questions',
    summary: 'What is asked about the pictures of each class',
    answers: 'Per class: version, who wrote it, questions with the expected answer, synonyms.',
    handle: ({ ctx, params }) => listQuestions({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/questions',
    summary: 'Store the questions of a class as their next version',
    body: questionSetDraftSchema.extend({ label: z.string().max(1000) }),
    status: 201,
    answers: 'The questions as stored.',
    handle: ({ ctx, params, body }) => saveQuestions({ ctx, input: { ...body, slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/evidence',
    summary: 'What a vision model and readers answered about the samples, a page at a time',
    query: evidencePageSchema,
    answers: 'A list by rising sample id: consistency, and each question with the expected and the given answer.',
    handle: ({ ctx, params, query }) => listEvidence({ ctx, input: { ...query, slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/question-runs/estimate',
    summary: 'What asking about the most doubted pictures would take',
    query: estimateRunSchema,
    answers: 'Pictures, calls, tokens and money. Nothing is asked.',
    handle: ({ ctx, params, query }) => estimateRun({ ctx, input: { ...query, slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/question-runs',
    summary: 'Runs of questions, newest first',
    answers: 'State, progress, and what was spent.',
    handle: ({ ctx, params }) => listQuestionRuns({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/question-runs',
    summary: 'Ask a vision model about the most doubted pictures, within a budget',
    body: startRunSchema,
    status: 202,
    answers: 'The run; `jobId` is the job that carries it.',
    handle: ({ ctx, params, body }) => startQuestionRun({ ctx, input: { ...body, slug: params.slug } }),
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/question-runs/{id}/pause',
    summary: 'Pause a run: calls under way are kept, no other is sent',
    answers: 'The run.',
    handle: ({ ctx, params }) => pauseQuestionRun({ ctx, input: { slug: params.slug, id: Number(params.id) || 0 } }),
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/question-runs/{id}/resume',
    summary: 'Go on with a paused run, or with a stopped one under another budget',
    body: z.object({ budget: runBudgetSchema.optional() }),
    answers: 'The run; what was answered is not asked again.',
    handle: ({ ctx, params, body }) =>
      resumeQuestionRun({ ctx, input: { slug: params.slug, id: Number(params.id) || 0, budget: body.budget } }),
  }),
];
