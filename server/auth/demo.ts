import { z } from 'zod';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { openDemoAccount } from '#/server/services/accounts/demoAccount.ts';
import type { Auth } from './auth.ts';
import { isLoopback } from './origin.ts';

const bodySchema = z.object({ role: z.enum(['lead', 'annotator']) });

/**
 * One-click sign-in of the demo: only in demo mode, only where the server listens to this machine alone, and gone once an
 * admin exists. The caller has checked Host and Origin.
 */
export async function demoSignIn(parts: Pick<Ctx, 'db' | 'env'> & { auth: Auth }, request: Request): Promise<Response> {
  if (!isLoopback(parts.env.host))
    throw new ErrataError('not_found', 'The demo sign-in exists only on a server that listens on localhost.');
  const body = bodySchema.safeParse(await request.json().catch(() => null));
  if (!body.success) throw new ErrataError('bad_input', 'Send {"role": "lead"} or {"role": "annotator"}.');
  const userId = await openDemoAccount(parts, body.data.role);
  return parts.auth.api.startVouchedSession({ body: { userId }, headers: request.headers, asResponse: true });
}
