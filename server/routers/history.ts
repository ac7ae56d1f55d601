import { z } from 'zod';
import { auditFilterSchema } from '#/server/domain/auditFilter.ts';
import { auditKinds, listAudit } from '#/server/services/auditLog/list.ts';
import { sampleHistory } from '#/server/services/history/get.ts';
import { restoreSample } from '#/server/services/history/restore.ts';
import { procedure, router } from '#/server/trpc.ts';

const id = z.string().regex(/^\d{1,18}$/);
const slug = z.string().max(200);

export const historyRouter = router({
  ofSample: procedure.input(z.object({ slug, sampleId: id })).query(({ ctx, input }) => sampleHistory({ ctx, input })),
  restore: procedure
    .input(z.object({ slug, sampleId: id, decisionId: id.nullable() }))
    .mutation(({ ctx, input }) => restoreSample({ ctx, input })),
  audit: procedure
    .input(auditFilterSchema.extend({ cursor: z.string().max(200).optional() }))
    .query(({ ctx, input }) => listAudit({ ctx, input })),
  auditKinds: procedure
    .input(z.object({ slug: slug.optional() }))
    .query(({ ctx, input }) => auditKinds({ ctx, input })),
});
