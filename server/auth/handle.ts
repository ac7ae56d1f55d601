import { forgetActors } from '#/server/services/accounts/actorCache.ts';
import type { Auth } from './auth.ts';
import { limitSignIn } from './limits.ts';

/** Answers a request to better-auth's endpoints, with our limit on sign-ins. */
export async function handleAuth(auth: Auth, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method === 'POST' && pathname.endsWith('/sign-in/email')) {
    const body: unknown = await request
      .clone()
      .json()
      .catch(() => null);
    const email = body !== null && typeof body === 'object' && 'email' in body ? String(body.email) : '';
    limitSignIn(email);
  }
  const answer = await auth.handler(request);
  // Signing out must not wait for the cache.
  if (request.method === 'POST') forgetActors();
  // Back from the provider there is a person in front of the answer, not a script.
  if (pathname.includes('/callback/') && answer.status >= 400)
    return new Response(null, { status: 302, headers: { location: '/sign-in?error=refused' } });
  return answer;
}
