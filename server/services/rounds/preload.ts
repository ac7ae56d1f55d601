import { desc, eq, sql } from 'drizzle-orm';
import { dataset, encoding, round } from '#/db/schema/index.ts';
import type { Compute } from '#/server/compute/types.ts';
import type { Ctx } from '#/server/context.ts';
import { locateGeometry } from '#/server/services/encodings/geometry.ts';

/**
 * Reads the geometry of the dataset that was decided on last, because its next round is the one that people will wait for. Does
 * nothing where nobody has decided anything.
 * @throws what the blob store says of a geometry that it cannot give
 */
export async function preloadGeometry({
  ctx,
  compute,
}: {
  ctx: Pick<Ctx, 'db' | 'blobs'>;
  compute: Compute;
}): Promise<void> {
  const last = sql<Date | null>`(select at from decision where dataset_id = ${dataset.id} order by seq desc limit 1)`;
  const [found] = await ctx.db
    .select({ encoding })
    .from(dataset)
    .innerJoin(round, eq(round.id, dataset.roundId))
    .innerJoin(encoding, eq(encoding.id, round.encodingId))
    .where(sql`${last} is not null`)
    .orderBy(desc(last))
    .limit(1);
  if (found) await compute.preload({ geometry: await locateGeometry(ctx.blobs, found.encoding) });
}
