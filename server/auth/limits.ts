import { ErrataError } from '#/server/domain/error.ts';
import { rateLimit } from './rate.ts';

const perKey = rateLimit({ perSecond: 200, burst: 400 });
const perEmail = rateLimit({ perSecond: 1 / 10, burst: 10 });
const allSignIns = rateLimit({ perSecond: 5, burst: 100 });

/** @throws ErrataError too_many beyond 200 requests a second with one API key (400 at once). */
export function limitKey(key: string): void {
  if (!perKey(key)) throw new ErrataError('too_many', 'This API key sends more than 200 requests a second. Slow down.');
}

/** @throws ErrataError too_many after 10 tries for one e-mail address (then one every 10 s), or when all of them together are too many. */
export function limitSignIn(email: string): void {
  if (!perEmail(email.trim().toLowerCase()) || !allSignIns('all'))
    throw new ErrataError('too_many', 'Too many attempts to sign in. Wait a minute and try again.');
}
