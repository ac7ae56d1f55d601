import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { problemOf } from '#/server/http/problem.ts';
import { appRouter } from '#/server/routers/_app.ts';
import { requestContext, webParts } from '#/server/web.ts';

export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  const { log, stopping } = await webParts();
  let context: Awaited<ReturnType<typeof requestContext>>;
  try {
    context = await requestContext(request);
  } catch (error) {
    return problemOf(error);
  }
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    // Streams end when the visitor leaves or the server stops.
    req: new Request(request, { signal: AbortSignal.any([request.signal, stopping]) }),
    router: appRouter,
    createContext: () => context,
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') log.error({ err: error.cause ?? error, path }, 'A call failed.');
    },
  });
}

export { handle as GET, handle as POST };
