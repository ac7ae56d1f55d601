import { problemOf } from '#/server/http/problem.ts';
import { hasAdmin } from '#/server/services/accounts/hasAdmin.ts';
import { refuseForeign, webParts } from '#/server/web.ts';

export const dynamic = 'force-dynamic';

/** What the sign-in page offers: the demo's buttons, a form, or a hint at the first admin's link. */
export async function GET(request: Request): Promise<Response> {
  const { db, env } = await webParts();
  try {
    refuseForeign(env, request);
    const admin = await hasAdmin(db);
    return Response.json({ demo: env.demo && !admin, hasAdmin: admin }, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    return problemOf(error);
  }
}
