import { z } from 'zod';
import { createQueueSchema } from '#/server/domain/inputs.ts';
import { createQueue } from '#/server/services/queues/create.ts';
import { listQueues } from '#/server/services/queues/list.ts';
import { procedure, router } from '#/server/trpc.ts';

export const queuesRouter = router({
  list: procedure.input(z.object({ slug: z.string() })).query(({ ctx, input }) => listQueues({ ctx, input })),
  create: procedure
    .input(createQueueSchema.extend({ slug: z.string() }))
    .mutation(({ ctx, input }) => createQueue({ ctx, input })),
});
