import iconv from 'iconv-lite';

const fallback = 'windows-1252';
/** Declared where the writer's program did not know better; the bytes say otherwise. */
const guesses = new Set(['us-ascii', 'ascii', 'iso-8859-1', 'latin1', 'default', 'unknown-8bit', 'x-unknown']);

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function headEnd(raw: Buffer): number {
  const at = raw.indexOf('\n\n');
  const atCr = raw.indexOf('\r\n\r\n');
  const found = [at, atCr].filter((n) => n >= 0);
  return found.length === 0 ? raw.length : Math.min(...found) + 1;
}

/**
 * A mail whose bytes fit what it declares: raw 8-bit headers become UTF-8, text parts without a usable charset whose
 * bytes are no UTF-8 are declared as Windows' Western one, which every byte fits.
 */
export function repairCharsets(raw: Buffer): Buffer {
  if (isUtf8(raw)) return raw;
  const end = headEnd(raw);
  const latin = raw.toString('latin1');
  const declared = /charset\s*=\s*(?:3D)?"?([\w.:-]+)/i.exec(latin)?.[1]?.toLowerCase();
  const charset = declared && !guesses.has(declared) && iconv.encodingExists(declared) ? declared : fallback;
  const head = raw.subarray(0, end);
  const headers = isUtf8(head) ? head.toString('utf8') : iconv.decode(head, charset);
  const repaired = declareText(headers);
  const body = /^content-type:\s*multipart/im.test(headers)
    ? Buffer.from(declareText(raw.subarray(end).toString('latin1')), 'latin1')
    : raw.subarray(end);
  const single = /^content-type:/im.test(repaired)
    ? repaired
    : `Content-Type: text/plain; charset=${fallback}\n${repaired}`;
  return Buffer.concat([Buffer.from(single, 'utf8'), body]);
}

/** Gives every `Content-Type: text/…` a charset, and a usable one in place of a guess. */
function declareText(text: string): string {
  return text.replace(/^(content-type:\s*text\/\w+)((?:[^\r\n]|\r?\n[ \t])*)/gim, (_, type: string, rest: string) => {
    const declared = /charset\s*=\s*"?([\w.:-]+)"?/i.exec(rest);
    if (!declared)
      return `${type}; charset=${fallback}${rest.startsWith(';') || rest.trim() === '' ? rest : `;${rest}`}`;
    return guesses.has(declared[1].toLowerCase())
      ? `${type}${rest.replace(declared[0], `charset=${fallback}`)}`
      : `${type}${rest}`;
  });
}
