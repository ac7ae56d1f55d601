import { handleAuth } from '#/server/auth/handle.ts';
import { problemOf } from '#/server/http/problem.ts';
import { refuseForeign, webParts } from '#/server/web.ts';

export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  const { auth, env } = await webParts();
  try {
    refuseForeign(env, request);
    return await handleAuth(auth, request);
  } catch (error) {
    return problemOf(error);
  }
}

export { handle as GET, handle as POST };
