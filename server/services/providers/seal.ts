import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ErrataError } from '#/server/domain/error.ts';

/** Keys at rest: AES-256-GCM under a key derived from ERRATA_SECRET; nonce, tag and text as one base64 string. */
const keyOf = (secret: string) => new Uint8Array(hkdfSync('sha256', secret, '', 'errata provider keys', 32));

export function seal(text: string, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @throws ErrataError conflict when it was sealed under another secret. */
export function unseal(sealed: string, secret: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    throw new ErrataError(
      'conflict',
      'The stored key cannot be read: it was stored under another ERRATA_SECRET. Enter the key again.',
    );
  }
}
