import type { ReviewItem } from '#/server/domain/views.ts';

/** Decoded pictures stay referenced, so that the browser keeps them ready to paint; the oldest go. */
const kept = new Map<string, HTMLImageElement>();
const most = 240;
const patience = 4_000;

/** Resolves when the picture is ready to paint, cannot be loaded, or has taken 4 s. */
function ready(url: string): Promise<void> {
  if (kept.has(url)) return Promise.resolve();
  const image = new Image();
  image.src = url;
  kept.set(url, image);
  for (const old of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(old);
  }
  const decoded = image.decode().catch(() => undefined);
  return Promise.race([decoded, new Promise<void>((done) => setTimeout(done, patience))]);
}

/** Loads what a sample shows before it is its turn; waits for the sample's own picture, not for its neighbours'. */
export async function preparePictures(items: ReviewItem[]): Promise<void> {
  const own = items.flatMap(({ sample }) => (sample.content.kind === 'image' ? [sample.content.url] : []));
  const near = items.flatMap((i) => i.neighbors.flatMap((n) => (n.content.kind === 'image' ? [n.content.thumb] : [])));
  const waits = own.map(ready);
  for (const url of near) void ready(url);
  await Promise.all(waits);
}
