import { z } from 'zod';
import { agreementView } from '#/server/services/agreement/view.ts';
import { countConflicts } from '#/server/services/conflicts/count.ts';
import { listConflicts } from '#/server/services/conflicts/list.ts';
import { procedure, router } from '#/server/trpc.ts';

const bySlug = z.object({ slug: z.string().max(200) });

export const teamRouter = router({
  agreement: procedure.input(bySlug).query(({ ctx, input }) => agreementView({ ctx, input })),
  conflicts: procedure.input(bySlug).query(({ ctx, input }) => listConflicts({ ctx, input })),
  conflictCount: procedure.input(bySlug).query(({ ctx, input }) => countConflicts({ ctx, input })),
});
