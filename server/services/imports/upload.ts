import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import { upload } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireCapability } from '#/server/services/accounts/require.ts';

export interface Upload {
  id: string;
  /** As stored: relative, with forward slashes. */
  fileName: string;
  bytes: number;
}

/** Bytes of one uploaded file: 16 GiB. */
const UPLOAD_BYTES = 16 * 1024 ** 3;

/**
 * Stores one file as it streams in, kept until an import takes it. A stream that breaks off leaves nothing.
 * @param input.fileName as the user knows it; a relative path for the files of a folder
 * @throws ErrataError bad_input for an empty file, too_large beyond the limit
 */
export async function storeUpload({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { fileName: string; body: AsyncIterable<Uint8Array>; limit?: number };
}): Promise<Upload> {
  requireCapability(ctx, 'lead');
  const fileName =
    input.fileName.replaceAll('\\', '/').replaceAll('\0', '').replace(/^\/+/, '').slice(0, 1000) || 'file';
  const { sha256, bytes } = await ctx.blobs.put(input.body, input.limit ?? UPLOAD_BYTES);
  if (bytes === 0) {
    await ctx.blobs.delete(sha256);
    throw new ErrataError('bad_input', `${fileName}: the file is empty.`, [
      { file: fileName, message: 'the file is empty.' },
    ]);
  }
  const id = randomUUID();
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await ctx.db.insert(upload).values({ id, userId, sha256, fileName, bytes });
  return { id, fileName, bytes };
}

/** Forgets uploads whose request broke off before all of its files had arrived. */
export async function dropUploads({ ctx, input }: { ctx: Ctx; input: { ids: string[] } }): Promise<void> {
  requireCapability(ctx, 'lead');
  if (input.ids.length === 0) return;
  const dropped = await ctx.db.delete(upload).where(inArray(upload.id, input.ids)).returning({ sha256: upload.sha256 });
  for (const sha256 of new Set(dropped.map((d) => d.sha256)))
    if (!(await isReferenced(ctx, sha256))) await ctx.blobs.delete(sha256);
}

/** Contents are shared: the same bytes may be another upload's, a picture's or an imported file's. */
async function isReferenced({ sql }: Ctx, sha256: string): Promise<boolean> {
  const [found] = await sql<{ used: boolean }[]>`
    select exists (select 1 from upload where sha256 = ${sha256})
      or exists (select 1 from blob where sha256 = ${sha256})
      or exists (select 1 from export where sha256 = ${sha256})
      or exists (select 1 from patch where sha256 = ${sha256})
      or exists (select 1 from model where predictions = ${sha256})
      or exists (select 1 from encoding e where e::text like ${`%${sha256}%`})
      or exists (select 1 from job where payload::text like ${`%${sha256}%`})
      or exists (select 1 from dataset where source::text like ${`%${sha256}%`}) as used`;
  return found?.used ?? true;
}
