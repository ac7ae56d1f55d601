import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { betterAuth } from 'better-auth/minimal';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#/db/client.ts';
import * as schema from '#/db/schema/auth.ts';
import { event } from '#/db/schema/index.ts';
import type { Environment } from '#/server/environment.ts';
import { openIdConnect } from './openIdConnect.ts';
import { originAllowed } from './origin.ts';

/** Starts a session for an account that somebody else vouches for. Not reachable over HTTP. */
const vouchedSession = {
  id: 'vouched-session',
  endpoints: {
    startVouchedSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.userId);
        if (!user) throw new APIError('NOT_FOUND', { message: 'There is no such account.' });
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ userId: user.id });
      },
    ),
  },
};

/** E-mail and password sessions in our own database. Accounts are opened by invitation only. */
export function makeAuth({ db, env, secret }: { db: Db; env: Environment; secret: string }) {
  return betterAuth({
    appName: 'Errata',
    baseURL: env.publicUrl,
    basePath: '/api/auth',
    secret,
    database: drizzleAdapter(db, { provider: 'pg', schema }),
    trustedOrigins: (request) =>
      request && originAllowed(env, request.headers) ? [request.headers.get('origin')] : [],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: { expiresIn: 30 * 86_400, updateAge: 86_400 },
    user: {
      additionalFields: {
        // Not required of a provider's profile; the database's own default and the hook below see to them.
        role: { type: 'string', input: false, required: false },
        active: { type: 'boolean', input: false, required: false },
      },
    },
    // Accounts are opened by invitation, so an address in our database is trusted; the provider has to vouch for its own.
    account: { accountLinking: { requireLocalEmailVerified: false } },
    onAPIError: { errorURL: `${env.publicUrl}/sign-in` },
    databaseHooks: {
      user: {
        create: {
          // Only OpenID Connect opens accounts here, and only where a role is set for newcomers.
          before: async (made) => {
            if (!env.oidc?.role) throw new APIError('FORBIDDEN', { message: 'Accounts are opened by invitation.' });
            if (!made.emailVerified)
              throw new APIError('FORBIDDEN', { message: 'The provider does not vouch for this e-mail address.' });
            return { data: { ...made, role: env.oidc.role, active: true } };
          },
          after: async (made) => {
            await db.insert(event).values({
              datasetId: null,
              userId: made.id,
              kind: 'person.joined',
              detail: { person: made.name, role: env.oidc?.role, by: 'OpenID Connect' },
            });
          },
        },
      },
      session: {
        create: {
          before: async (session) => {
            const [found] = await db
              .select({ active: schema.user.active })
              .from(schema.user)
              .where(eq(schema.user.id, session.userId));
            // An account that is being opened in the same transaction cannot be seen from here.
            if (found && !found.active)
              throw new APIError('FORBIDDEN', { message: 'This account is closed. Ask an admin to open it again.' });
          },
        },
      },
    },
    // Our own limit (by e-mail address, in `limits.ts`) replaces the library's, which trusts forwarded addresses.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [vouchedSession, ...(env.oidc ? [openIdConnect(env.oidc)] : [])],
  });
}

export type Auth = ReturnType<typeof makeAuth>;
