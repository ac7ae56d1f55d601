import { z } from 'zod';
import { startImportSchema } from '#/server/domain/inputs.ts';
import { columnMapSchema, taskSchema } from '#/server/domain/task.ts';
import { previewImport } from '#/server/services/imports/preview.ts';
import { startImport } from '#/server/services/imports/start.ts';
import { getJob } from '#/server/services/jobs/get.ts';
import { procedure, router } from '#/server/trpc.ts';

const uploads = z.object({ uploadIds: z.array(z.string()).min(1).max(100_000) });

export const importsRouter = router({
  preview: procedure
    .input(uploads.extend({ task: taskSchema.optional(), columns: columnMapSchema.optional() }))
    .mutation(({ ctx, input }) => previewImport({ ctx, input })),
  start: procedure.input(startImportSchema).mutation(({ ctx, input }) => startImport({ ctx, input })),
  job: procedure.input(z.object({ id: z.string() })).query(({ ctx, input }) => getJob({ ctx, input })),
});
