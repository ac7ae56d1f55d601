import type { Ctx } from '#/server/context.ts';
import type { TypePairsView } from '#/server/domain/relationViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { remembered } from '#/server/services/queues/remembered.ts';

interface Row {
  subject: string | null;
  object: string | null;
  given: number;
  count: number;
}

/** The labels that a relation dataset gives each pair of entity types, with how often it does. */
export async function typePairs({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<TypePairsView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'review');
  const [classes, rows] = await Promise.all([
    loadClasses(ctx.sql, dataset.id),
    remembered(
      ctx.sql,
      `type pairs ${dataset.id}`,
      async () => ctx.sql<Row[]>`
        select content->'subject'->>'type' as subject, content->'object'->>'type' as object, given_class as given,
          count(*)::int as count
        from sample where dataset_id = ${dataset.id} and given_class is not null and content->>'kind' = 'relation'
        group by 1, 2, 3 order by 1, 2, 4 desc`,
    ),
  ]);
  const negative = dataset.settings.negativeClass ?? null;
  const pairs = new Map<string, TypePairsView['pairs'][number]>();
  for (const { subject, object, given, count } of rows) {
    const label = classes.nameOf(given);
    const key = JSON.stringify([subject, object]);
    const pair = pairs.get(key) ?? { subject, object, labels: [] };
    pairs.set(key, pair);
    if (label !== null && label !== negative) pair.labels.push({ label, count });
  }
  for (const { labels } of pairs.values()) labels.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  return { negative, pairs: [...pairs.values()] };
}
