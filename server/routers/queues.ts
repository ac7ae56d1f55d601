import { z } from 'zod';
import { createQueueSchema, updateQueueSchema } from '#/server/domain/inputs.ts';
import { createQueue } from '#/server/services/queues/create.ts';
import { listQueues } from '#/server/services/queues/list.ts';
import { queueSettings } from '#/server/services/queues/settings.ts';
import { updateQueue } from '#/server/services/queues/update.ts';
import { procedure, router } from '#/server/trpc.ts';

const queueId = z.string().regex(/^\d{1,9}$/);

export const queuesRouter = router({
  list: procedure.input(z.object({ slug: z.string() })).query(({ ctx, input }) => listQueues({ ctx, input })),
  create: procedure
    .input(createQueueSchema.extend({ slug: z.string() }))
    .mutation(({ ctx, input }) => createQueue({ ctx, input })),
  settings: procedure.input(z.object({ queueId })).query(({ ctx, input }) => queueSettings({ ctx, input })),
  update: procedure
    .input(updateQueueSchema.extend({ queueId }))
    .mutation(({ ctx, input }) => updateQueue({ ctx, input })),
});
