import { z } from 'zod';
import { estimateRunSchema, startRunSchema } from '#/server/domain/inputs.ts';
import { questionSetDraftSchema, readerAnswerSchema, runBudgetSchema } from '#/server/domain/question.ts';
import { answerQuestion } from '#/server/services/questions/answer.ts';
import { estimateRun } from '#/server/services/questions/estimate.ts';
import { listQuestions } from '#/server/services/questions/list.ts';
import { pauseQuestionRun, resumeQuestionRun } from '#/server/services/questions/pause.ts';
import { listQuestionRuns } from '#/server/services/questions/runs.ts';
import { saveQuestions } from '#/server/services/questions/save.ts';
import { startQuestionRun } from '#/server/services/questions/start.ts';
import { procedure, router } from '#/server/trpc.ts';

const bySlug = z.object({ slug: z.string().max(200) });
const run = bySlug.extend({ id: z.number().int() });

export const questionsRouter = router({
  list: procedure.input(bySlug).query(({ ctx, input }) => listQuestions({ ctx, input })),
  save: procedure
    .input(bySlug.extend({ label: z.string().max(1000) }).extend(questionSetDraftSchema.shape))
    .mutation(({ ctx, input }) => saveQuestions({ ctx, input })),
  estimate: procedure
    .input(bySlug.extend(estimateRunSchema.shape))
    .query(({ ctx, input }) => estimateRun({ ctx, input })),
  start: procedure
    .input(bySlug.extend(startRunSchema.shape))
    .mutation(({ ctx, input }) => startQuestionRun({ ctx, input })),
  runs: procedure.input(bySlug).query(({ ctx, input }) => listQuestionRuns({ ctx, input })),
  pause: procedure.input(run).mutation(({ ctx, input }) => pauseQuestionRun({ ctx, input })),
  resume: procedure
    .input(run.extend({ budget: runBudgetSchema.optional() }))
    .mutation(({ ctx, input }) => resumeQuestionRun({ ctx, input })),
  answer: procedure
    .input(
      z.object({
        sampleId: z.string().max(20),
        questionId: z.number().int(),
        answer: readerAnswerSchema.nullable(),
      }),
    )
    .mutation(({ ctx, input }) => answerQuestion({ ctx, input })),
});
