import { z } from 'zod';
import { roleSchema } from '#/server/domain/role.ts';
import { acceptInvite } from '#/server/services/accounts/acceptInvite.ts';
import { createApiKey } from '#/server/services/accounts/createApiKey.ts';
import { createInvite } from '#/server/services/accounts/createInvite.ts';
import { listApiKeys } from '#/server/services/accounts/listApiKeys.ts';
import { me } from '#/server/services/accounts/me.ts';
import { listMembers, setMember } from '#/server/services/accounts/members.ts';
import { listPeople } from '#/server/services/accounts/people.ts';
import { changePassword, rename } from '#/server/services/accounts/profile.ts';
import { acceptReset, createReset } from '#/server/services/accounts/reset.ts';
import { revokeApiKey } from '#/server/services/accounts/revokeApiKey.ts';
import { endSessions, listSessions } from '#/server/services/accounts/sessions.ts';
import { setRole } from '#/server/services/accounts/setRole.ts';
import { procedure, publicProcedure, router } from '#/server/trpc.ts';

const password = z.string().min(10, 'A password needs at least 10 characters.').max(200);
const name = z.string().trim().min(1, 'Give a name.').max(200);
const token = z.string().min(20).max(200);
const slug = z.string().max(200);
const userId = z.string().max(64);

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
        token,
        name,
        email: z.email('This is not an e-mail address.').max(320),
        password,
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
  members: procedure.input(z.object({ slug })).query(({ ctx, input }) => listMembers({ ctx, input })),
  setMember: procedure
    .input(z.object({ slug, userId, role: roleSchema.exclude(['admin']).nullable() }))
    .mutation(({ ctx, input }) => setMember({ ctx, input })),
  createReset: procedure
    .input(z.object({ userId }))
    .mutation(({ ctx, input }) => createReset({ ctx, input: { person: input.userId } })),
  acceptReset: publicProcedure
    .input(z.object({ token, password }))
    .mutation(({ ctx, input }) => acceptReset({ ctx, input })),
  sessions: procedure.query(({ ctx }) => listSessions({ ctx, input: undefined })),
  endSession: procedure
    .input(z.object({ id: z.string().max(64) }))
    .mutation(({ ctx, input }) => endSessions({ ctx, input })),
  endOtherSessions: procedure.mutation(({ ctx }) => endSessions({ ctx, input: { others: true } })),
  rename: procedure.input(z.object({ name })).mutation(({ ctx, input }) => rename({ ctx, input })),
  changePassword: procedure
    .input(z.object({ current: z.string().max(200), next: password }))
    .mutation(({ ctx, input }) => changePassword({ ctx, input })),
});
