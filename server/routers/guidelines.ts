import { z } from 'zod';
import { getGuideline } from '#/server/services/guidelines/get.ts';
import { pinExample } from '#/server/services/guidelines/pin.ts';
import { previewRequeue, requeueDecisions } from '#/server/services/guidelines/requeue.ts';
import { saveGuideline } from '#/server/services/guidelines/save.ts';
import { guidelineVersions } from '#/server/services/guidelines/versions.ts';
import { procedure, router } from '#/server/trpc.ts';

const bySlug = z.object({ slug: z.string().max(200) });
const version = z.number().int().min(1).max(2_000_000_000);
const label = z.string().max(1000).nullable();
const example = z.object({
  sampleId: z.string().regex(/^\d{1,18}$/),
  shows: z.enum(['fits', 'does not fit']),
  why: z.string().trim().max(1000),
});

export const guidelinesRouter = router({
  get: procedure
    .input(bySlug.extend({ version: version.optional() }))
    .query(({ ctx, input }) => getGuideline({ ctx, input })),
  versions: procedure.input(bySlug).query(({ ctx, input }) => guidelineVersions({ ctx, input })),
  save: procedure
    .input(
      bySlug.extend({
        label,
        text: z.string().max(50_000, 'A guideline has at most 50,000 characters.'),
        examples: z.array(example).max(12),
        note: z.string().trim().max(500),
        basedOn: z.number().int().min(0),
      }),
    )
    .mutation(({ ctx, input }) => saveGuideline({ ctx, input })),
  pin: procedure
    .input(bySlug.extend({ ...example.shape, label }))
    .mutation(({ ctx, input }) => pinExample({ ctx, input })),
  previewRequeue: procedure.input(bySlug.extend({ version })).query(({ ctx, input }) => previewRequeue({ ctx, input })),
  requeue: procedure.input(bySlug.extend({ version })).mutation(({ ctx, input }) => requeueDecisions({ ctx, input })),
});
