import { z } from 'zod';
import { createQueue } from '#/server/services/queues/create.ts';
import { listQueues } from '#/server/services/queues/list.ts';
import { procedure, router } from '#/server/trpc.ts';

export const createQueueSchema = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  /** 'suspicion' or a signal's id. */
  orderBy: z.string().max(100).optional(),
  filter: z.object({ given: z.string().max(1000).optional(), suggested: z.string().max(1000).optional() }).default({}),
});

export const queuesRouter = router({
  list: procedure.input(z.object({ slug: z.string() })).query(({ ctx, input }) => listQueues({ ctx, input })),
  create: procedure
    .input(createQueueSchema.extend({ slug: z.string() }))
    .mutation(({ ctx, input }) => createQueue({ ctx, input })),
});
