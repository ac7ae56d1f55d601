import { z } from 'zod';
import { saveProviderSchema } from '#/server/domain/provider.ts';
import { getProvider } from '#/server/services/providers/get.ts';
import { removeProvider, saveProvider } from '#/server/services/providers/save.ts';
import { testProvider } from '#/server/services/providers/tryOut.ts';
import { procedure, router } from '#/server/trpc.ts';

/** Null: the server's own. */
const of = z.object({ slug: z.string().max(200).nullable() });
const draft = z.intersection(saveProviderSchema, of);

export const providersRouter = router({
  get: procedure.input(of).query(({ ctx, input }) => getProvider({ ctx, input })),
  save: procedure.input(draft).mutation(({ ctx, input }) => saveProvider({ ctx, input })),
  remove: procedure.input(of).mutation(({ ctx, input }) => removeProvider({ ctx, input })),
  test: procedure.input(draft).mutation(({ ctx, input }) => testProvider({ ctx, input })),
});
