import sharp from 'sharp';

/** A picture whose colour every model that sees should tell. */
export async function redSquare(): Promise<{ bytes: Uint8Array; mediaType: string }> {
  const background = { r: 220, g: 20, b: 20 };
  const bytes = await sharp({ create: { width: 224, height: 224, channels: 3, background } })
    .png()
    .toBuffer();
  return { bytes, mediaType: 'image/png' };
}
