import { LRUCache } from 'lru-cache';
import { ErrataError } from '#/server/domain/error.ts';

const most = 10;
const guesses = new LRUCache<string, number>({ max: 20_000, ttl: 5 * 60_000 });

/** Counts tries of one person's password. @throws ErrataError too_many beyond ten in five minutes, in this process. */
export function slowGuesses(userId: string): void {
  const made = guesses.get(userId) ?? 0;
  if (made >= most) throw new ErrataError('too_many', 'Too many tries. Wait five minutes and try again.');
  guesses.set(userId, made + 1);
}
