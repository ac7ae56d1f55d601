const signatures: [name: string, bytes: number[], offset?: number][] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a WebP or WAV file', [0x52, 0x49, 0x46, 0x46]],
  ['a ZIP or Office file', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty ZIP file', [0x50, 0x4b, 0x05, 0x06]],
  ['a gzip file', [0x1f, 0x8b]],
  ['a bzip2 file', [0x42, 0x5a, 0x68]],
  ['an xz file', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['a Zstandard file', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
  ['a NumPy array', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]],
  ['a SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20]],
  ['an old Office file', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a TIFF image', [0x49, 0x49, 0x2a, 0x00]],
  ['a TIFF image', [0x4d, 0x4d, 0x00, 0x2a]],
  ['a program', [0x7f, 0x45, 0x4c, 0x46]],
];

/** What a file's first bytes say it is, in words; null for text and anything unknown. */
export function signatureOf(head: Uint8Array): string | null {
  const found = signatures.find(([, bytes]) => bytes.every((b, i) => head[i] === b));
  return found?.[0] ?? null;
}

const imageNames = ['a PNG image', 'a JPEG image', 'a GIF image', 'a TIFF image'];

/** Do these bytes begin as a picture does? Whether they can be decoded is another question. */
export function looksLikeImage(head: Uint8Array): boolean {
  const name = signatureOf(head);
  if (name === 'a WebP or WAV file') return Buffer.from(head.subarray(8, 12)).toString('latin1') === 'WEBP';
  return name !== null && imageNames.includes(name);
}

type Utf16 = 'UTF-16 LE' | 'UTF-16 BE';

/** UTF-16 that says so by its mark. */
export function markedUtf16(head: Uint8Array): Utf16 | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16 LE';
  return head[0] === 0xfe && head[1] === 0xff ? 'UTF-16 BE' : null;
}

/** UTF-16 by its mark, or by the zero in every other byte that Western text has without one. */
export function utf16Of(head: Uint8Array): Utf16 | null {
  const marked = markedUtf16(head);
  if (marked) return marked;
  const n = Math.min(head.length, 512) & ~1;
  if (n < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < n; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  if (odd > n * 0.4 && even === 0) return 'UTF-16 LE';
  if (even > n * 0.4 && odd === 0) return 'UTF-16 BE';
  return null;
}
