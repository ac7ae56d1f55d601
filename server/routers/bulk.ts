import { z } from 'zod';
import { checkAnswerSchema, startBulkSchema } from '#/server/domain/bulk.ts';
import { answerChecks } from '#/server/services/bulk/answer.ts';
import { cancelBulk } from '#/server/services/bulk/cancel.ts';
import { nextChecks } from '#/server/services/bulk/checks.ts';
import { commitBulk, undoBulk } from '#/server/services/bulk/commit.ts';
import { getBulk, listBulks } from '#/server/services/bulk/get.ts';
import { checkMore } from '#/server/services/bulk/more.ts';
import { startBulk } from '#/server/services/bulk/start.ts';
import { takeBackCheck } from '#/server/services/bulk/takeBack.ts';
import { procedure, router } from '#/server/trpc.ts';

const bulk = z.object({ bulkId: z.string().regex(/^\d{1,9}$/) });

export const bulkRouter = router({
  list: procedure.input(z.object({ slug: z.string() })).query(({ ctx, input }) => listBulks({ ctx, input })),
  get: procedure.input(bulk).query(({ ctx, input }) => getBulk({ ctx, input })),
  start: procedure
    .input(startBulkSchema.extend({ slug: z.string() }))
    .mutation(({ ctx, input }) => startBulk({ ctx, input })),
  checks: procedure
    .input(bulk.extend({ limit: z.number().int().min(1).max(50) }))
    .mutation(({ ctx, input }) => nextChecks({ ctx, input })),
  answer: procedure
    .input(bulk.extend({ answers: z.array(checkAnswerSchema).min(1).max(100) }))
    .mutation(({ ctx, input }) => answerChecks({ ctx, input })),
  takeBack: procedure.input(bulk).mutation(({ ctx, input }) => takeBackCheck({ ctx, input })),
  more: procedure
    .input(bulk.extend({ more: z.number().int().min(1).max(10_000) }))
    .mutation(({ ctx, input }) => checkMore({ ctx, input })),
  commit: procedure.input(bulk).mutation(({ ctx, input }) => commitBulk({ ctx, input })),
  undo: procedure.input(bulk).mutation(({ ctx, input }) => undoBulk({ ctx, input })),
  cancel: procedure.input(bulk).mutation(({ ctx, input }) => cancelBulk({ ctx, input })),
});
