import { unpack } from './pack.ts';

/** Pictures asked for at once, and how many such blocks are held. */
const blockSize = 96;
const blocksHeld = 24;
/** Pictures decoded at once. */
const atOnce = 8;

/** The small pictures of a wall: fetched many at a time, decoded off the main thread, forgotten when far away. */
export interface Pictures {
  /** Undefined as long as it is on its way, and where there is none. */
  get: (index: number) => ImageBitmap | undefined;
  /** Sees to it that the pictures from `first` to `last` come, and after them the ones in front. */
  want: (first: number, last: number) => void;
  /** Calls back when more are here. @returns what ends it */
  onMore: (listener: () => void) => () => void;
  close: () => void;
}

/** @param side pixels beyond which a picture is made smaller; 0 < side */
export function openPictures(ids: readonly string[], side: number): Pictures {
  const blocks = new Map<number, (ImageBitmap | undefined)[]>();
  const coming = new Map<number, AbortController>();
  const listeners = new Set<() => void>();
  let wanted = { first: 0, last: 0 };
  let closed = false;
  const distance = (block: number) => Math.max(wanted.first - block, block - wanted.last, 0);

  function forget(): void {
    for (const [block, load] of coming) if (distance(block) > 4) load.abort();
    if (blocks.size <= blocksHeld) return;
    const far = [...blocks.keys()].sort((a, b) => distance(b) - distance(a)).slice(0, blocks.size - blocksHeld);
    for (const block of far) {
      for (const picture of blocks.get(block) ?? []) picture?.close();
      blocks.delete(block);
    }
  }

  async function load(block: number): Promise<void> {
    const asked = ids.slice(block * blockSize, (block + 1) * blockSize);
    if (asked.length === 0 || blocks.has(block) || coming.has(block)) return;
    const controller = new AbortController();
    coming.set(block, controller);
    try {
      const answer = await fetch(`/api/thumbs?ids=${asked.join(',')}`, { signal: controller.signal });
      if (!answer.ok) throw new Error(`Thumbnails: ${answer.status}`);
      const parts = unpack(await answer.arrayBuffer());
      // A few at a time: the frames of the scroll come between.
      const pictures: (ImageBitmap | undefined)[] = [];
      for (let at = 0; at < parts.length; at += atOnce) {
        const some = parts.slice(at, at + atOnce).map((bytes) => decoded(bytes, side));
        pictures.push(...(await Promise.all(some)));
      }
      if (closed) for (const picture of pictures) picture?.close();
      else blocks.set(block, pictures);
      forget();
      for (const listener of listeners) listener();
    } catch {
      // Gone past already, or the server is away: asked for again with the next scroll.
    } finally {
      coming.delete(block);
    }
  }

  return {
    get: (index) => blocks.get(Math.floor(index / blockSize))?.[index % blockSize],
    want(first, last) {
      const down = first >= wanted.first * blockSize;
      wanted = { first: Math.floor(first / blockSize), last: Math.floor(last / blockSize) };
      forget();
      const { first: from, last: to } = wanted;
      for (let block = from; block <= to; block++) void load(block);
      const ahead = down ? [to + 1, to + 2, to + 3] : [from - 1, from - 2, from - 3];
      for (const block of ahead) if (block >= 0) void load(block);
    },
    onMore(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      for (const controller of coming.values()) controller.abort();
      for (const pictures of blocks.values()) for (const picture of pictures) picture?.close();
      blocks.clear();
    },
  };
}

/** A picture no larger than it is shown; undefined for bytes that are none. */
async function decoded(bytes: Uint8Array<ArrayBuffer>, side: number): Promise<ImageBitmap | undefined> {
  if (bytes.length === 0) return undefined;
  const whole = await createImageBitmap(new Blob([bytes])).catch(() => undefined);
  if (!whole || Math.max(whole.width, whole.height) <= 1.5 * side) return whole;
  const scale = side / Math.max(whole.width, whole.height);
  const small = await createImageBitmap(whole, {
    resizeWidth: Math.max(1, Math.round(whole.width * scale)),
    resizeHeight: Math.max(1, Math.round(whole.height * scale)),
    resizeQuality: 'medium',
  });
  whole.close();
  return small;
}
