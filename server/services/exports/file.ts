import type { Readable } from 'node:stream';
import { eq } from 'drizzle-orm';
import { exportVersion } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { fileKind } from './encode.ts';

export interface ExportFile {
  stream: Readable;
  fileName: string;
  mediaType: string;
  bytes: number;
  sha256: string;
}

/**
 * A version's stored file.
 * @throws ErrataError not_found; conflict while it is written, or when that failed
 */
export async function exportFile({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ExportFile> {
  const [found] = await ctx.db.select().from(exportVersion).where(eq(exportVersion.id, input.id));
  if (!found) throw new ErrataError('not_found', `There is no export ${input.id}.`);
  const { dataset } = await requireDataset(ctx, { id: found.datasetId }, 'inspect');
  const { sha256, bytes, fileName, format } = found;
  if (found.state === 'failed') throw new ErrataError('conflict', `This export failed: ${found.error}`);
  if (sha256 === null || bytes === null)
    throw new ErrataError('conflict', 'This export is still being written; ask again in a moment.');
  const stream = await ctx.blobs.read(sha256);
  return { stream, fileName, mediaType: fileKind(format, dataset).mediaType, bytes, sha256 };
}
