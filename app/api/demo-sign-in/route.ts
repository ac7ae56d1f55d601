import { demoSignIn } from '#/server/auth/demo.ts';
import { problemOf } from '#/server/http/problem.ts';
import { refuseForeign, webParts } from '#/server/web.ts';

export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  const parts = await webParts();
  try {
    refuseForeign(parts.env, request);
    return await demoSignIn(parts, request);
  } catch (error) {
    return problemOf(error);
  }
}
