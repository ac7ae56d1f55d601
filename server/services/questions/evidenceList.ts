import { and, asc, eq, gt } from 'drizzle-orm';
import { consistency, sample } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { EvidenceEntry } from '#/server/domain/question.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { evidenceView } from './evidenceView.ts';

/** What was answered about a dataset's samples, a page at a time, in the order of their ids. */
export async function listEvidence({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; after: number; limit: number };
}): Promise<EvidenceEntry[]> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const rows = await ctx.db
    .select({ stored: consistency, externalId: sample.externalId })
    .from(consistency)
    .innerJoin(sample, eq(sample.id, consistency.sampleId))
    .where(and(eq(consistency.datasetId, dataset.id), gt(consistency.sampleId, input.after)))
    .orderBy(asc(consistency.sampleId))
    .limit(input.limit);
  return rows.map(({ stored, externalId }) => ({
    sampleId: String(stored.sampleId),
    externalId,
    consistency: stored.value,
    ...evidenceView(stored, { userId, seesAll: true }),
  }));
}
