import { z } from 'zod';
import { samplePageSchema } from '#/server/domain/inputs.ts';
import { findSample } from '#/server/services/samples/find.ts';
import { getSample } from '#/server/services/samples/get.ts';
import { pageSamples } from '#/server/services/samples/page.ts';
import { procedure, router } from '#/server/trpc.ts';

export const samplesRouter = router({
  page: procedure
    .input(samplePageSchema.extend({ slug: z.string() }))
    .query(({ ctx, input }) => pageSamples({ ctx, input })),
  get: procedure
    .input(z.object({ slug: z.string(), id: z.string() }))
    .query(({ ctx, input }) => getSample({ ctx, input })),
  find: procedure
    .input(z.object({ slug: z.string(), idOrRow: z.string().min(1).max(500) }))
    .query(({ ctx, input }) => findSample({ ctx, input })),
});
