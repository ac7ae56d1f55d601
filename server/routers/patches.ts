import { z } from 'zod';
import { listPatches } from '#/server/services/patches/list.ts';
import { getRefusedPatch, startPatchAgain, startPatchImport } from '#/server/services/patches/start.ts';
import { startPatchRetraction } from '#/server/services/patches/startRetract.ts';
import { procedure, router } from '#/server/trpc.ts';

/** Left out, or added; otherwise it refuses the file. */
const whatIsUnknown = { partial: z.boolean().default(false), addClasses: z.boolean().default(false) };

const bySlug = z.object({ slug: z.string() });

export const patchesRouter = router({
  list: procedure.input(bySlug).query(({ ctx, input }) => listPatches({ ctx, input })),
  start: procedure
    .input(bySlug.extend({ uploadId: z.string(), ...whatIsUnknown }))
    .mutation(({ ctx, input }) => startPatchImport({ ctx, input })),
  refused: procedure.input(bySlug.extend({ job: z.uuid() })).query(({ ctx, input }) => getRefusedPatch({ ctx, input })),
  again: procedure
    .input(bySlug.extend({ job: z.uuid(), ...whatIsUnknown }))
    .mutation(({ ctx, input }) => startPatchAgain({ ctx, input })),
  retract: procedure
    .input(bySlug.extend({ id: z.string().max(64) }))
    .mutation(({ ctx, input }) => startPatchRetraction({ ctx, input })),
});
