import { z } from 'zod';
import { decisionsInputSchema } from '#/server/domain/decision.ts';
import { nextSchema } from '#/server/domain/inputs.ts';
import { typePairs } from '#/server/services/relations/typePairs.ts';
import { decide } from '#/server/services/review/decide.ts';
import { myDecisions } from '#/server/services/review/history.ts';
import { nextSamples } from '#/server/services/review/next.ts';
import { openSample } from '#/server/services/review/open.ts';
import { releaseLeases } from '#/server/services/review/release.ts';
import { renewLeases } from '#/server/services/review/renew.ts';
import { skipSample } from '#/server/services/review/skip.ts';
import { reviewState } from '#/server/services/review/state.ts';
import { procedure, router } from '#/server/trpc.ts';

const leases = z.object({ leaseIds: z.array(z.string().max(64)).max(100) });
const queueId = z.string().regex(/^\d{1,9}$/);
const sampleId = z.string().regex(/^\d{1,18}$/);

export const reviewRouter = router({
  state: procedure.input(z.object({ queueId })).query(({ ctx, input }) => reviewState({ ctx, input })),
  next: procedure.input(nextSchema.extend({ queueId })).mutation(({ ctx, input }) => nextSamples({ ctx, input })),
  open: procedure
    .input(z.object({ slug: z.string(), sampleId }))
    .mutation(({ ctx, input }) => openSample({ ctx, input })),
  decide: procedure.input(decisionsInputSchema).mutation(({ ctx, input }) => decide({ ctx, input })),
  skip: procedure
    .input(z.object({ leaseId: z.string().max(64) }))
    .mutation(({ ctx, input }) => skipSample({ ctx, input })),
  release: procedure
    .input(
      leases.extend({ afterSeconds: z.number().int().min(0).max(60).default(0), until: z.iso.datetime().optional() }),
    )
    .mutation(({ ctx, input }) => releaseLeases({ ctx, input })),
  renew: procedure.input(leases).mutation(({ ctx, input }) => renewLeases({ ctx, input })),
  typePairs: procedure.input(z.object({ slug: z.string() })).query(({ ctx, input }) => typePairs({ ctx, input })),
  history: procedure
    .input(z.object({ slug: z.string(), limit: z.number().int().min(1).max(500).default(50) }))
    .query(({ ctx, input }) => myDecisions({ ctx, input })),
});
