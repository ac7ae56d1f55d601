import { z } from 'zod';
import { roleSchema } from '#/server/domain/role.ts';
import { acceptInvite } from '#/server/services/accounts/acceptInvite.ts';
import { createApiKey } from '#/server/services/accounts/createApiKey.ts';
import { createInvite } from '#/server/services/accounts/createInvite.ts';
import { listApiKeys } from '#/server/services/accounts/listApiKeys.ts';
import { me } from '#/server/services/accounts/me.ts';
import { listPeople } from '#/server/services/accounts/people.ts';
import { revokeApiKey } from '#/server/services/accounts/revokeApiKey.ts';
import { setRole } from '#/server/services/accounts/setRole.ts';
import { procedure, publicProcedure, router } from '#/server/trpc.ts';

export const accountsRouter = router({
  me: procedure.query(({ ctx }) => me({ ctx, input: undefined })),
  people: procedure.query(({ ctx }) => listPeople({ ctx, input: undefined })),
  setRole: procedure
    .input(z.object({ userId: z.string(), role: roleSchema, active: z.boolean() }))
    .mutation(({ ctx, input }) => setRole({ ctx, input })),
  createInvite: procedure
    .input(z.object({ role: roleSchema, datasetSlug: z.string().optional() }))
    .mutation(({ ctx, input }) => createInvite({ ctx, input })),
  acceptInvite: publicProcedure
    .input(
      z.object({
        token: z.string().min(20).max(200),
        name: z.string().trim().min(1, 'Give a name.').max(200),
        email: z.email('This is not an e-mail address.').max(320),
        password: z.string().min(10, 'A password needs at least 10 characters.').max(200),
      }),
    )
    .mutation(({ ctx, input }) => acceptInvite({ ctx, input })),
  apiKeys: procedure.query(({ ctx }) => listApiKeys({ ctx, input: undefined })),
  createApiKey: procedure
    .input(
      z.object({
        name: z.string().trim().min(1).max(100),
        expiresInDays: z.number().int().min(1).max(3650).optional(),
      }),
    )
    .mutation(({ ctx, input }) => createApiKey({ ctx, input })),
  revokeApiKey: procedure
    .input(z.object({ id: z.string() }))
    .mutation(({ ctx, input }) => revokeApiKey({ ctx, input })),
});
