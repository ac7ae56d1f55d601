import { actorFromRequest, keyOf } from './auth/actor.ts';
import { type Auth, makeAuth } from './auth/auth.ts';
import { hostAllowed, originAllowed } from './auth/origin.ts';
import { ErrataError } from './domain/error.ts';
import { type Environment, EnvironmentError } from './environment.ts';
import { closeParts, openParts, type Parts } from './process.ts';
import { followActors } from './services/accounts/actorCache.ts';
import { startDrawingAhead } from './services/review/drawAhead.ts';
import { followRounds } from './services/review/followRounds.ts';
import { rehearse } from './services/review/rehearse.ts';
import type { RequestContext } from './trpc.ts';

export interface WebParts extends Parts {
  auth: Auth;
}

export interface LazyParts {
  /** The parts, opened by the first request; after a failure the next request tries again. */
  open(): Promise<WebParts>;
  /** What was opened so far, or null. */
  opened(): Promise<WebParts | null>;
}

/** @throws EnvironmentError without a secret. */
export function webParts(env: Environment): LazyParts {
  const { secret } = env;
  if (!secret) throw new EnvironmentError('ERRATA_SECRET: is required to serve pages.');
  let parts: Promise<WebParts> | null = null;
  const open = async () => {
    const opened = await openParts(env);
    try {
      await followActors(opened.sql);
      await followRounds(opened);
      startDrawingAhead(opened.quick);
    } catch (error) {
      await closeParts(opened);
      throw error;
    }
    rehearse(opened).catch((err: unknown) => opened.log.warn({ err }, 'The rehearsal of a draw failed.'));
    return { ...opened, auth: makeAuth({ db: opened.db, env, secret }) };
  };
  return {
    open() {
      parts ??= open().catch((error: unknown) => {
        parts = null;
        throw error;
      });
      return parts;
    },
    opened: () => parts?.catch(() => null) ?? Promise.resolve(null),
  };
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
export async function requestContext(parts: WebParts, request: Request): Promise<RequestContext> {
  refuseForeign(parts.env, request);
  const { db, sql, quick, blobs, env, enqueue } = parts;
  return { actor: await actorFromRequest(parts, request.headers), db, sql, quick, blobs, env, enqueue };
}
