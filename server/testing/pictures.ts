import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { dataset } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { Scored } from './scored.ts';

/** Steps of grey between the pictures of neighbouring rows; they survive scaling. */
const step = 4;

/** Turns a scored dataset into one of pictures: each row a square of its own grey, so that a script can tell them apart. */
export async function makePictures(
  ctx: Pick<Ctx, 'db' | 'sql' | 'blobs'>,
  scored: Scored,
  captions?: string[],
): Promise<void> {
  await ctx.db.update(dataset).set({ task: 'image' }).where(eq(dataset.id, scored.datasetId));
  for (const [row, id] of scored.ids.entries()) {
    const grey = row * step;
    const bytes = await sharp({
      create: { width: 8, height: 8, channels: 3, background: { r: grey, g: grey, b: grey } },
    })
      .png()
      .toBuffer();
    const { sha256 } = await ctx.blobs.put(bytes);
    const caption = captions?.[row];
    const content = { kind: 'image', sha256, width: 8, height: 8, ...(caption === undefined ? {} : { caption }) };
    await ctx.sql`update sample set content = ${ctx.sql.json(content)} where id = ${id}`;
  }
}

/** The row of a picture made above, as a model gets to see it. */
export async function rowOfPicture(picture: Buffer): Promise<number> {
  const { data } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return Math.round(data[0]! / step);
}
