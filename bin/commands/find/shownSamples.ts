import { inspectImage, thumbnail } from '#/server/images/decode.ts';
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
    if (wanted.has(row)) found.set(row, content.kind === 'image' ? await small(content.bytes) : text(content));
    row++;
    if (found.size === wanted.size) break;
  }
  return found;
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
