import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a link or a key. Whoever has it may use it; we keep its hash only. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256, base64url. No salt and no stretching: the token itself is random. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
