import PostalMime, { decodeWords } from 'postal-mime';
import { repairCharsets } from './charset.ts';
import { htmlToText, looksLikeHtml, tidyLines } from './plainText.ts';

export interface ParsedMail {
  subject: string;
  /** Plain text; HTML is reduced to what a reader sees. */
  body: string;
  headers: { name: string; value: string }[];
}

/** Bytes after the `From …` line that mailbox files put before a mail's headers. */
function withoutEnvelope(raw: Buffer): Buffer {
  return raw.subarray(0, 5).toString('latin1') === 'From ' ? raw.subarray(raw.indexOf(10) + 1) : raw;
}

/** What stands after the headers, for mails whose parts cannot be told apart. */
function rawBody(raw: Buffer): string {
  const text = raw.toString('latin1');
  const at = /\r?\n\r?\n/.exec(text);
  return at ? text.slice(at.index + at[0].length) : '';
}

/** Reads one mail. Never throws: what cannot be parsed is shown as it came. */
export async function parseMail(bytes: Buffer): Promise<ParsedMail> {
  const raw = repairCharsets(withoutEnvelope(bytes));
  const mail = await PostalMime.parse(raw).catch(() => null);
  const parts = [mail?.text, mail?.html && htmlToText(mail.html), rawBody(raw)];
  const text = parts.find((part) => part !== undefined && part !== null && part.trim() !== '') ?? '';
  return {
    subject: tidyLines(mail?.subject ?? '').replace(/\s+/g, ' '),
    body: looksLikeHtml(text) ? htmlToText(text) : tidyLines(text),
    headers: (mail?.headers ?? []).map(({ originalKey, value }) => ({ name: originalKey, value: readable(value) })),
  };
}

function readable(value: string): string {
  return tidyLines(decodeWords(value)).replace(/\s+/g, ' ');
}
