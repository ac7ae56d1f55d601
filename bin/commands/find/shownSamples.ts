import { piecesOf } from '#/server/domain/relation.ts';
import { inspectImage, thumbnail } from '#/server/images/decode.ts';
import type { ImportRecord } from '#/server/services/imports/record.ts';
import type { FindInput } from './input.ts';

/** A sample as a report or a terminal shows it. */
export type ShownSample =
  | { kind: 'text'; title: string | null; text: string }
  | { kind: 'image' /** `data:` URL of a small copy. */; url: string /** Shown larger than it is. */; tiny: boolean };

/** Pictures up to this size have pixels that can be seen when they are enlarged. */
const tinySide = 64;

/** Pictures are made small only where they will be looked at. */
export interface Wanted {
  rows: Iterable<number>;
  pictures: boolean;
}

/** Reads the input once more and keeps the samples of some rows. */
export async function readSamples(input: FindInput, { rows, pictures }: Wanted): Promise<Map<number, ShownSample>> {
  const wanted = new Set(rows);
  const found = new Map<number, ShownSample>();
  if (wanted.size === 0 || (input.task === 'image' && !pictures)) return found;
  let row = 0;
  for await (const { content } of input.records()) {
    if (wanted.has(row)) found.set(row, await shown(content));
    row++;
    if (found.size === wanted.size) break;
  }
  return found;
}

/** A relation's entities are named in the sentence, since a terminal has no underlines. */
async function shown(content: ImportRecord['content']): Promise<ShownSample> {
  if (content.kind === 'image') return small(content.bytes);
  if (content.kind === 'text') return text(content);
  const named = piecesOf(content).map((piece) => (piece.role ? `[${piece.role}: ${piece.text}]` : piece.text));
  return text({ text: named.join('') });
}

const text = ({ title, text }: { title?: string; text: string }): ShownSample => ({
  kind: 'text',
  title: title ?? null,
  text,
});

async function small(bytes: () => Promise<Uint8Array>): Promise<ShownSample> {
  const original = await bytes();
  const [made, { width, height }] = [await thumbnail(original), await inspectImage(original)];
  const url = `data:${made.mediaType};base64,${Buffer.from(made.bytes).toString('base64')}`;
  return { kind: 'image', url, tiny: Math.max(width, height) <= tinySide };
}
