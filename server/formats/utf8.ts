import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { markedUtf16, signatureOf, utf16Of } from './signature.ts';
import { badInput, type SourceFile } from './source.ts';

const NEWLINE = 0x0a;

function countLines(bytes: Uint8Array, end = bytes.length): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < end; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

/** Bytes at the end that begin a character whose rest is in the next chunk: 0 to 3. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

/** Position of the first byte that is not UTF-8. */
function firstInvalid(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  // Halving finds the longest prefix that is whole UTF-8 up to an unfinished last character.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const prefix = bytes.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, middle - unfinished(prefix)))) low = middle;
    else high = middle - 1;
  }
  return low - unfinished(bytes.subarray(0, low));
}

/** The text encodings that a file which is not UTF-8 usually is. */
function encodingName(bytes: Buffer, at: number): string {
  const near = bytes.subarray(Math.max(0, at - 2000), at + 2000);
  let western = 0;
  let high = 0;
  for (const byte of near) {
    if (byte < 0x80) continue;
    high++;
    if (byte >= 0xc0 || (byte >= 0x91 && byte <= 0x97)) western++;
  }
  return western >= high / 2 && high < near.length / 3
    ? 'Latin-1 (Windows-1252); save it as “CSV UTF-8” where it was made, or convert it with `iconv -f WINDOWS-1252 -t UTF-8`'
    : 'another encoding; save it as UTF-8';
}

/**
 * A text file's bytes as UTF-8, checked and without the byte order mark, in chunks that end between characters. UTF-16 that says
 * so by its mark is read as that.
 * @throws ErrataError `bad_input` for an empty, binary or differently encoded file, naming encoding and line
 */
export async function* readUtf8(file: SourceFile): AsyncGenerator<Buffer> {
  let carry: Buffer = Buffer.alloc(0);
  let line = 1;
  let first = true;
  let seenText = false;
  let utf16: TextDecoder | null = null;
  for await (const piece of createReadStream(file.path, { highWaterMark: 256 * 1024 })) {
    let chunk: Buffer = carry.length ? Buffer.concat([carry, piece as Buffer]) : (piece as Buffer);
    if (first) utf16 = utf16Decoder(chunk);
    if (utf16) chunk = fromUtf16(file, utf16, line, chunk);
    if (first) {
      refuseBinary(file, chunk);
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) chunk = chunk.subarray(3);
      first = false;
    }
    const keep = unfinished(chunk);
    const whole = chunk.subarray(0, chunk.length - keep);
    carry = Buffer.from(chunk.subarray(chunk.length - keep));
    if (!isUtf8(whole)) refuseEncoding(file, whole, line);
    const zero = whole.indexOf(0);
    if (zero >= 0)
      throw badInput({
        file: file.name,
        line: line + countLines(whole, zero),
        message: 'there is a zero byte in the text; this is a binary or damaged file. Export it again as UTF-8 text.',
      });
    seenText ||= whole.some((b) => b > 0x20);
    line += countLines(whole);
    if (whole.length) yield whole;
  }
  if (utf16) fromUtf16(file, utf16, line);
  if (carry.length)
    throw badInput({ file: file.name, line, message: 'the file ends in the middle of a character; it was cut off.' });
  if (!seenText) throw badInput({ file: file.name, message: 'the file is empty.' });
}

const utf16Decoder = (head: Uint8Array): TextDecoder | null => {
  const marked = markedUtf16(head);
  return marked && new TextDecoder(marked === 'UTF-16 LE' ? 'utf-16le' : 'utf-16be', { fatal: true });
};

/** The next bytes of a file in UTF-16 as UTF-8; without bytes, looks whether the file may end here. */
function fromUtf16(file: SourceFile, decoder: TextDecoder, line: number, bytes?: Uint8Array): Buffer {
  try {
    return Buffer.from(bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode());
  } catch {
    const message =
      'the file is marked as UTF-16 and has, here or further on, what is no character of it; it is damaged.';
    throw badInput({ file: file.name, line, message });
  }
}

function refuseBinary(file: SourceFile, head: Buffer): void {
  const encoding = utf16Of(head);
  if (encoding)
    throw badInput({
      file: file.name,
      line: 1,
      message: `the text is encoded as ${encoding}, not UTF-8; convert it, for instance with \`iconv -f ${encoding.replace(' ', '')} -t UTF-8\`.`,
    });
  const name = signatureOf(head);
  if (name) throw badInput({ file: file.name, line: 1, message: `this is ${name}, not a text file.` });
}

function refuseEncoding(file: SourceFile, bytes: Buffer, line: number): never {
  const at = firstInvalid(bytes);
  throw badInput({
    file: file.name,
    line: line + countLines(bytes, at),
    message: `the byte 0x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')} is not UTF-8; the file looks like ${encodingName(bytes, at)}.`,
  });
}

/** The first bytes of a file, at most `length`; of UTF-16 that says so by its mark, the same as UTF-8. */
export async function readHead(path: string, length = 64 * 1024): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of createReadStream(path, { end: length - 1 })) pieces.push(piece as Buffer);
  const head = Buffer.concat(pieces);
  const marked = markedUtf16(head);
  return marked
    ? Buffer.from(new TextDecoder(marked === 'UTF-16 LE' ? 'utf-16le' : 'utf-16be').decode(head, { stream: true }))
    : head;
}
