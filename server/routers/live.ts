import { z } from 'zod';
import { watchDataset } from '#/server/services/live/watch.ts';
import { procedure, router } from '#/server/trpc.ts';

export const liveRouter = router({
  /** Jobs, rounds and decision counts of one dataset as they happen; '' watches every dataset the actor may read. */
  dataset: procedure
    .input(z.object({ slug: z.string().max(200) }))
    .subscription(({ ctx, input, signal }) => watchDataset({ ctx, input, signal })),
});
