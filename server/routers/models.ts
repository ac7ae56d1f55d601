import { z } from 'zod';
import { benchmarkImpact } from '#/server/services/benchmark/impact.ts';
import { listModels } from '#/server/services/models/list.ts';
import { removeModels } from '#/server/services/models/remove.ts';
import { startModelImport } from '#/server/services/models/start.ts';
import { procedure, router } from '#/server/trpc.ts';

const bySlug = z.object({ slug: z.string() });

export const modelsRouter = router({
  list: procedure.input(bySlug).query(({ ctx, input }) => listModels({ ctx, input })),
  start: procedure
    .input(bySlug.extend({ uploadIds: z.array(z.string()).min(1).max(1000), idColumn: z.string().max(200).optional() }))
    .mutation(({ ctx, input }) => startModelImport({ ctx, input })),
  impact: procedure
    .input(bySlug.extend({ split: z.string().max(200).optional() }))
    .query(({ ctx, input }) => benchmarkImpact({ ctx, input })),
  remove: procedure
    .input(
      bySlug.extend({
        ids: z
          .array(z.string().regex(/^\d{1,9}$/))
          .min(1)
          .max(1000),
      }),
    )
    .mutation(({ ctx, input }) => removeModels({ ctx, input })),
});
