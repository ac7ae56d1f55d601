import { z } from 'zod';
import { statusSchema } from '#/server/domain/verdict.ts';
import { findSample } from '#/server/services/samples/find.ts';
import { getSample } from '#/server/services/samples/get.ts';
import { pageSamples } from '#/server/services/samples/page.ts';
import { procedure, router } from '#/server/trpc.ts';

export const samplePageSchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  search: z.string().max(500).optional(),
  status: statusSchema.optional(),
  given: z.string().max(1000).optional(),
  suggested: z.string().max(1000).optional(),
  split: z.string().max(200).optional(),
  /** 'row', 'suspicion', or a signal's id (descending). */
  sort: z.string().max(100).default('suspicion'),
});

export const samplesRouter = router({
  page: procedure.input(samplePageSchema.extend({ slug: z.string() })).query(({ ctx, input }) => pageSamples({ ctx, input })),
  get: procedure.input(z.object({ slug: z.string(), id: z.string() })).query(({ ctx, input }) => getSample({ ctx, input })),
  find: procedure
    .input(z.object({ slug: z.string(), idOrRow: z.string().min(1).max(500) }))
    .query(({ ctx, input }) => findSample({ ctx, input })),
});
