import { z } from 'zod';
import { listRounds } from '#/server/services/rounds/list.ts';
import { startRound } from '#/server/services/rounds/start.ts';
import { procedure, router } from '#/server/trpc.ts';

export const roundsRouter = router({
  list: procedure.input(z.object({ slug: z.string() })).query(({ ctx, input }) => listRounds({ ctx, input })),
  start: procedure
    .input(z.object({ slug: z.string(), mode: z.enum(['cold', 'warm']).optional() }))
    .mutation(({ ctx, input }) => startRound({ ctx, input })),
});
