import { eq } from 'drizzle-orm';
import { dataset, exportVersion } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { encodeExport } from './encode.ts';

/**
 * The body of an export job: writes the version's file to the blob store and notes its checksum. Killed anywhere it
 * starts again and ends with the same bytes.
 * @throws ErrataError not_found when the version is gone; anything else: run it again
 */
export async function runExport(
  { ctx, exportId }: { ctx: Ctx; exportId: string },
  report: (fraction: number, message: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const [found] = await ctx.db
    .select({ version: exportVersion, set: dataset })
    .from(exportVersion)
    .innerJoin(dataset, eq(dataset.id, exportVersion.datasetId))
    .where(eq(exportVersion.id, exportId));
  if (!found) throw new ErrataError('not_found', 'The export was removed before it was written.');
  const { version, set } = found;
  if (version.state === 'ready') return;
  let rows = 0;
  const onRow = (n: number) => {
    rows = n;
    if (n % 500) return;
    signal.throwIfAborted();
    report(n / Math.max(n, set.samples), `Wrote ${n.toLocaleString('en')} of ${set.samples.toLocaleString('en')} rows`);
  };
  try {
    const stored = await ctx.blobs.put(encodeExport(ctx, version, set, onRow));
    await ctx.db
      .update(exportVersion)
      .set({ state: 'ready', rows, error: null, ...stored })
      .where(eq(exportVersion.id, exportId));
  } catch (error) {
    if (!signal.aborted) {
      const message = error instanceof Error ? error.message : String(error);
      await ctx.db.update(exportVersion).set({ state: 'failed', error: message }).where(eq(exportVersion.id, exportId));
    }
    throw error;
  }
}
