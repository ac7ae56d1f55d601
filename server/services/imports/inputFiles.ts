import { inArray } from 'drizzle-orm';
import { type DatasetSource, upload } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { SourceFile } from '#/server/formats/index.ts';

export type StoredFile = DatasetSource['files'][number];

/** Above this many files, a dataset's row holds one list of them instead of all. */
const LISTED_FILES = 100;

/** Name of the stored list; no uploaded file can have it, since a slash at the start is cut off. */
export const listName = '/files.json';

/** The files of uploads, in the order asked for. @throws ErrataError not_found when one is not there (any more). */
export async function uploadedFiles(ctx: Ctx, ids: string[]): Promise<StoredFile[]> {
  const rows = new Map<string, typeof upload.$inferSelect>();
  for (let from = 0; from < ids.length; from += 5000)
    for (const row of await ctx.db
      .select()
      .from(upload)
      .where(inArray(upload.id, ids.slice(from, from + 5000))))
      rows.set(row.id, row);
  return ids.map((id) => {
    const row = rows.get(id);
    const own = ctx.actor.kind === 'system' || ctx.actor.role === 'admin' || row?.userId === ctx.actor.userId;
    if (!row || !own)
      throw new ErrataError('not_found', 'An uploaded file is gone, or was already imported; upload it again.');
    return { name: row.fileName, sha256: row.sha256, bytes: row.bytes };
  });
}

/** What a dataset's row keeps of its files: themselves, or for a large folder one stored list. */
export async function packFiles(ctx: Pick<Ctx, 'blobs'>, files: StoredFile[]): Promise<StoredFile[]> {
  if (files.length <= LISTED_FILES) return files;
  const stored = await ctx.blobs.put(Buffer.from(JSON.stringify(files)));
  return [{ name: listName, ...stored }];
}

/** The inverse of `packFiles`. */
export async function unpackFiles(ctx: Pick<Ctx, 'blobs'>, files: StoredFile[]): Promise<StoredFile[]> {
  if (files.length !== 1 || files[0]!.name !== listName) return files;
  return JSON.parse(Buffer.from(await ctx.blobs.bytes(files[0]!.sha256)).toString('utf8')) as StoredFile[];
}

/** Files with the place of their bytes, as the readers of formats want them. */
export async function onDisk(ctx: Pick<Ctx, 'blobs'>, files: StoredFile[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const { name, sha256 } of files) found.push({ name, path: await ctx.blobs.path(sha256) });
  return found;
}
