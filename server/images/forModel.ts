import sharp from 'sharp';

/** Most vision models look at tiles of about this side; more pixels only cost more. */
const longest = 768;
/** Smaller pictures, such as digits of 28 pixels, are enlarged: models overlook what fills no patch of theirs. */
const shortest = 224;

/** A stored picture as models get it: upright, in sRGB on white, sensibly large, as PNG. */
export async function pictureForModel(bytes: Uint8Array): Promise<{ bytes: Uint8Array; mediaType: string }> {
  const upright = sharp(bytes, { pages: 1 }).autoOrient();
  const { autoOrient } = await upright.metadata();
  const { width, height } = autoOrient;
  const scale = Math.min(longest / Math.max(width, height), Math.max(1, shortest / Math.min(width, height)));
  const sized = upright
    .resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), { fit: 'fill' })
    .flatten({ background: '#fff' })
    .toColourspace('srgb');
  return { bytes: await sized.png().toBuffer(), mediaType: 'image/png' };
}
