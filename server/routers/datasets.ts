import { z } from 'zod';
import { settingsChangesSchema } from '#/server/domain/settings.ts';
import { getDataset } from '#/server/services/datasets/get.ts';
import { listDatasets } from '#/server/services/datasets/list.ts';
import { removeDataset } from '#/server/services/datasets/remove.ts';
import { updateSettings } from '#/server/services/datasets/updateSettings.ts';
import { overview } from '#/server/services/stats/overview.ts';
import { procedure, router } from '#/server/trpc.ts';

const bySlug = z.object({ slug: z.string().max(200) });

export const datasetsRouter = router({
  list: procedure.query(({ ctx }) => listDatasets({ ctx, input: undefined })),
  get: procedure.input(bySlug).query(({ ctx, input }) => getDataset({ ctx, input })),
  stats: procedure.input(bySlug).query(({ ctx, input }) => overview({ ctx, input })),
  updateSettings: procedure
    .input(bySlug.extend({ settings: settingsChangesSchema }))
    .mutation(({ ctx, input }) => updateSettings({ ctx, input })),
  remove: procedure.input(bySlug).mutation(({ ctx, input }) => removeDataset({ ctx, input })),
});
