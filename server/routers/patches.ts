import { z } from 'zod';
import { listPatches } from '#/server/services/patches/list.ts';
import { retractPatch } from '#/server/services/patches/retract.ts';
import { startPatchImport } from '#/server/services/patches/start.ts';
import { procedure, router } from '#/server/trpc.ts';

const bySlug = z.object({ slug: z.string() });

export const patchesRouter = router({
  list: procedure.input(bySlug).query(({ ctx, input }) => listPatches({ ctx, input })),
  start: procedure
    .input(bySlug.extend({ uploadId: z.string(), partial: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => startPatchImport({ ctx, input })),
  retract: procedure
    .input(bySlug.extend({ id: z.string().max(64) }))
    .mutation(({ ctx, input }) => retractPatch({ ctx, input })),
});
