import { z } from 'zod';
import { createExportSchema } from '#/server/domain/inputs.ts';
import { createExport } from '#/server/services/exports/create.ts';
import { getExport } from '#/server/services/exports/get.ts';
import { listExports } from '#/server/services/exports/list.ts';
import { procedure, router } from '#/server/trpc.ts';

export const exportsRouter = router({
  list: procedure.input(z.object({ slug: z.string() })).query(({ ctx, input }) => listExports({ ctx, input })),
  create: procedure
    .input(createExportSchema.extend({ slug: z.string() }))
    .mutation(({ ctx, input }) => createExport({ ctx, input })),
  get: procedure.input(z.object({ id: z.string() })).query(({ ctx, input }) => getExport({ ctx, input })),
});
