import { and, eq } from 'drizzle-orm';
import { type dataset, encoding } from '#/db/schema/index.ts';
import { encoders } from '#/ml/encoders/index.ts';
import type { Features } from '#/ml/types.ts';
import type { Compute, ReportProgress } from '#/server/compute/types.ts';
import type { Ctx } from '#/server/context.ts';
import type { Task } from '#/server/domain/task.ts';
import { loadContent } from './content.ts';
import { readOwnEmbeddings } from './own.ts';
import { shardRows, storeShards } from './shards.ts';

/** The encoder of a task when nobody chose one. */
const usual: Record<Task, string> = { text: 'lsa', image: 'patches', 'image-text': 'patches', relation: 'relation' };

export interface EncodedDataset {
  row: typeof encoding.$inferSelect;
  /** Present when they were computed just now; else they are in the shards. */
  features: Features | null;
}

/**
 * A dataset's features, from the shards where the same content was encoded before, computed and stored otherwise.
 * @throws ErrataError bad_input for an unknown encoder or embeddings that do not fit.
 */
export async function encodeDataset(
  task: { ctx: Ctx; compute: Compute; dataset: typeof dataset.$inferSelect; seed: number },
  report: ReportProgress,
): Promise<EncodedDataset> {
  const { ctx, compute, dataset: set, seed } = task;
  const { embeddings } = set.source;
  const encoder = embeddings ? `own:${embeddings}` : (set.source.encoder ?? usual[set.task]);
  report(0, `Reading ${set.samples.toLocaleString('en')} samples.`);
  const content = await loadContent(ctx.sql, ctx.blobs, { datasetId: set.id, encoder });
  const [known] = await ctx.db
    .select()
    .from(encoding)
    .where(and(eq(encoding.datasetId, set.id), eq(encoding.encoder, encoder), eq(encoding.contentHash, content.hash)));
  // A geometry holds the texts' words, too, and those are not in the shards: killed before it was built, read them again.
  if (known && (known.geometry || encoder !== encoders.lsa.id)) return { row: known, features: null };
  const made = embeddings
    ? { features: await readOwnEmbeddings(ctx.blobs, embeddings), durations: {} }
    : await compute.encode({ encoder, items: content.items, seed }, (f, m) => report(0.05 + 0.9 * f, m));
  const { features } = made;
  if (known) return { row: known, features };
  report(0.97, 'Storing the features.');
  const [row] = await ctx.db
    .insert(encoding)
    .values({
      datasetId: set.id,
      encoder,
      rows: features.rows,
      dims: features.cols,
      shards: await storeShards(ctx.blobs, features),
      shardRows,
      contentHash: content.hash,
      durations: made.durations,
    })
    .returning();
  return { row: row!, features };
}
