import { dispatch } from '#/server/http/dispatch.ts';
import { problemOf } from '#/server/http/problem.ts';
import { requestContext, webParts } from '#/server/web.ts';

export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  const { log } = await webParts();
  const path = new URL(request.url).pathname.replace(/^\/api\/v1/, '');
  try {
    const context = await requestContext(request);
    return await dispatch(context, request, path, (error) => log.error({ err: error, path }, 'An API call failed.'));
  } catch (error) {
    log.error({ err: error, path }, 'An API call failed.');
    return problemOf(error);
  }
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
