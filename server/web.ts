import { actorFromRequest, keyOf } from './auth/actor.ts';
import { type Auth, makeAuth } from './auth/auth.ts';
import { hostAllowed, originAllowed } from './auth/origin.ts';
import { ErrataError } from './domain/error.ts';
import { EnvironmentError, readEnvironment } from './environment.ts';
import { openParts, type Parts } from './process.ts';
import { stoppingSignal } from './stopping.ts';
import type { RequestContext } from './trpc.ts';

export interface WebParts extends Parts {
  auth: Auth;
  /** Aborted when the process is asked to stop; ends the streams that would hold it up. */
  stopping: AbortSignal;
}

// One per process: the development server loads modules again after every change.
const shared = globalThis as typeof globalThis & { errataWeb?: Promise<WebParts> };

async function open(): Promise<WebParts> {
  const env = readEnvironment();
  if (!env.secret) throw new EnvironmentError('ERRATA_SECRET: is required to serve pages.');
  const parts = await openParts(env);
  return {
    ...parts,
    auth: makeAuth({ db: parts.db, env, secret: env.secret }),
    stopping: stoppingSignal(),
  };
}

/** The web process's parts, opened by the first request. */
export function webParts(): Promise<WebParts> {
  shared.errataWeb ??= open().catch((error: unknown) => {
    // The next request tries again.
    shared.errataWeb = undefined;
    throw error;
  });
  return shared.errataWeb;
}

/**
 * Refuses a request that names another server, or changes something with a cookie from a page that is not ours.
 * @throws ErrataError forbidden.
 */
export function refuseForeign(env: Parts['env'], request: Request): void {
  if (keyOf(request.headers) !== null) return;
  if (!hostAllowed(env, request.headers))
    throw new ErrataError(
      'forbidden',
      'This server is not known under that address. Set PUBLIC_URL to the address in use.',
    );
  const reads = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  if (!reads && !originAllowed(env, request.headers))
    throw new ErrataError(
      'forbidden',
      'This change comes from a page of another site. Set PUBLIC_URL to the address in use.',
    );
}

/**
 * What tRPC and the HTTP API hand to services for this request.
 * @throws ErrataError forbidden for a foreign page, too_many for a key used too fast.
 */
export async function requestContext(request: Request): Promise<RequestContext> {
  const parts = await webParts();
  refuseForeign(parts.env, request);
  const { db, sql, quick, blobs, env, enqueue } = parts;
  return { actor: await actorFromRequest(parts, request.headers), db, sql, quick, blobs, env, enqueue };
}
