import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { demoSignIn } from '#/server/auth/demo.ts';
import { handleAuth } from '#/server/auth/handle.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { appRouter } from '#/server/routers/_app.ts';
import { hasAdmin } from '#/server/services/accounts/hasAdmin.ts';
import type { RequestContext } from '#/server/trpc.ts';
import { refuseForeign, requestContext, type WebParts } from '#/server/webParts.ts';
import { dispatch } from './dispatch.ts';
import { receiveUploads } from './receiveUploads.ts';
import { sendImage } from './sendImage.ts';
import { sendThumbs } from './sendThumbs.ts';

/** One kind of address that the web process answers itself; everything else is a page. */
export interface Door {
  /** Of the path, without what follows `?`. */
  path: RegExp;
  /** Absent: whatever the request asks with. */
  methods?: readonly string[];
  /** @param found the groups of `path` */
  answer: (parts: WebParts, request: Request, found: Record<string, string>) => Promise<Response>;
}

function signedIn({ actor, ...rest }: RequestContext): Ctx {
  if (!actor) throw new ErrataError('unauthenticated', 'Sign in first.');
  return { ...rest, actor };
}

/** Every address under `/api`, whole. */
export const doors: readonly Door[] = [
  {
    path: /^\/api\/v1(?<path>\/.*)$/,
    answer: async (parts, request, { path = '' }) =>
      dispatch(await requestContext(parts, request), request, path, (error) =>
        parts.log.error({ err: error, path }, 'An API call failed.'),
      ),
  },
  {
    path: /^\/api\/trpc\/./,
    methods: ['GET', 'POST'],
    answer: async (parts, request) => {
      const context = await requestContext(parts, request);
      return fetchRequestHandler({
        endpoint: '/api/trpc',
        req: request,
        router: appRouter,
        createContext: () => context,
        onError: ({ error, path }) => {
          if (error.code === 'INTERNAL_SERVER_ERROR')
            parts.log.error({ err: error.cause ?? error, path }, 'A call failed.');
        },
      });
    },
  },
  {
    // The picture of a sample; `?thumb=1` for the small copy.
    path: /^\/api\/samples\/(?<id>[^/]+)\/image$/,
    methods: ['GET', 'HEAD'],
    answer: async (parts, request, { id = '' }) =>
      sendImage(signedIn(await requestContext(parts, request)), decodeURIComponent(id), request),
  },
  {
    // The small pictures of many samples in one answer, for the wall.
    path: /^\/api\/thumbs$/,
    methods: ['GET'],
    answer: async (parts, request) => sendThumbs(signedIn(await requestContext(parts, request)), request),
  },
  {
    // The files of an import: a multipart form, or one raw body with the header `x-file-name`.
    path: /^\/api\/uploads$/,
    methods: ['POST'],
    answer: async (parts, request) =>
      Response.json(await receiveUploads(signedIn(await requestContext(parts, request)), request), { status: 201 }),
  },
  {
    path: /^\/api\/auth\/./,
    methods: ['GET', 'POST'],
    answer: async ({ auth, env }, request) => {
      refuseForeign(env, request);
      return handleAuth(auth, request);
    },
  },
  {
    path: /^\/api\/demo-sign-in$/,
    methods: ['POST'],
    answer: async (parts, request) => {
      refuseForeign(parts.env, request);
      return demoSignIn(parts, request);
    },
  },
  {
    // What the sign-in page offers: the demo's buttons, a form, or a hint at the first admin's link.
    path: /^\/api\/setup$/,
    methods: ['GET', 'HEAD'],
    answer: async ({ db, env }, request) => {
      refuseForeign(env, request);
      const admin = await hasAdmin(db);
      const offered = { demo: env.demo && !admin, hasAdmin: admin, oidc: env.oidc?.name ?? null };
      return Response.json(offered, { headers: { 'cache-control': 'no-store' } });
    },
  },
];
