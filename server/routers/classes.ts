import { z } from 'zod';
import { classOperationSchema } from '#/server/domain/classOperations.ts';
import { listClasses } from '#/server/services/classes/list.ts';
import { operateClasses } from '#/server/services/classes/operate.ts';
import { previewOperation } from '#/server/services/classes/preview.ts';
import { undoClasses } from '#/server/services/classes/undo.ts';
import { procedure, router } from '#/server/trpc.ts';

const slug = z.object({ slug: z.string() });
const operation = slug.extend({ operation: classOperationSchema });

export const classesRouter = router({
  list: procedure.input(slug).query(({ ctx, input }) => listClasses({ ctx, input })),
  preview: procedure.input(operation).query(({ ctx, input }) => previewOperation({ ctx, input })),
  operate: procedure.input(operation).mutation(({ ctx, input }) => operateClasses({ ctx, input })),
  undo: procedure
    .input(slug.extend({ eventId: z.string().regex(/^\d{1,18}$/) }))
    .mutation(({ ctx, input }) => undoClasses({ ctx, input })),
});
