import { z } from 'zod';
import { gridPageSchema } from '#/server/domain/gridViews.ts';
import { gridOrder } from '#/server/services/grid/order.ts';
import { gridPage } from '#/server/services/grid/page.ts';
import { gridSample } from '#/server/services/grid/sample.ts';
import { gridView } from '#/server/services/grid/view.ts';
import { procedure, router } from '#/server/trpc.ts';

const slug = z.object({ slug: z.string() });
const id = z.string().regex(/^\d{1,18}$/);

export const gridRouter = router({
  view: procedure
    .input(slug.extend({ queueId: gridPageSchema.shape.queueId }))
    .query(({ ctx, input }) => gridView({ ctx, input })),
  sample: procedure
    .input(slug.extend({ queueId: gridPageSchema.shape.queueId, id }))
    .query(({ ctx, input }) => gridSample({ ctx, input })),
  order: procedure
    .input(gridPageSchema.extend({ slug: z.string(), limit: z.number().int().min(1).max(20_000).default(10_000) }))
    .query(({ ctx, input }) => gridOrder({ ctx, input })),
  page: procedure
    .input(gridPageSchema.extend({ slug: z.string() }))
    .query(({ ctx, input }) => gridPage({ ctx, input })),
});
