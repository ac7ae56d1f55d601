import type { StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { GuidelineView } from '#/server/domain/guidelineViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { excerptOf, toContentView } from '#/server/services/samples/content.ts';
import { loadParts } from './parts.ts';

/** Characters of an example's text. */
const excerpt = 600;

/** The guideline in force, or as it stood at an earlier version; every class has its part, written or not. */
export async function getGuideline({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; version?: number };
}): Promise<GuidelineView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'read');
  const { sql } = ctx;
  const version = Math.min(input.version ?? dataset.guidelineVersion, dataset.guidelineVersion);
  const [rows, classes] = await Promise.all([loadParts(sql, dataset.id, version), loadClasses(sql, dataset.id)]);
  const pinned = [...new Set(rows.flatMap((r) => r.examples.map((e) => e.sampleId)))];
  const samples = await sql<{ id: string; external_id: string; content: StoredContent }[]>`
    select p.id, p.external_id, ${excerptOf(sql, sql`p.content`, excerpt)} as content from sample p
    where p.id = any(${pinned}::bigint[]) and p.dataset_id = ${dataset.id}`;
  const byId = new Map(samples.map((s) => [s.id, s]));
  const partOf = (index: number | null, label: string | null) => {
    const row = rows.find((r) => r.class_index === index);
    const examples = (row?.examples ?? []).flatMap((e) => {
      const s = byId.get(e.sampleId);
      return s ? [{ ...e, externalId: s.external_id, content: toContentView(s.id, s.content, excerpt) }] : [];
    });
    return { label, text: row?.text ?? '', examples, version: row?.version ?? 0 };
  };
  return {
    version,
    latest: dataset.guidelineVersion,
    parts: [
      partOf(null, null),
      // A class that cannot be chosen any more keeps its texts in the log of versions, and leaves the page.
      ...classes.choosable.map(({ index, name }) => partOf(index, name)),
    ],
  };
}
