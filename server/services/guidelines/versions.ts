import type { Ctx } from '#/server/context.ts';
import type { GuidelineVersionView } from '#/server/domain/guidelineViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';

interface Row {
  version: number;
  class_index: number | null;
  text: string;
  before: string | null;
  note: string;
  name: string | null;
  created_at: Date;
  examples: number;
  decisions: number;
}

/** Every version there ever was, newest first, with the text it replaced and the decisions taken under it. */
export async function guidelineVersions({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string };
}): Promise<GuidelineVersionView[]> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const { sql } = ctx;
  const [rows, classes] = await Promise.all([
    sql<Row[]>`
      with taken as (
        select d.guideline_version as version, count(*)::int as decisions from decision d
        where d.dataset_id = ${dataset.id} and d.verdict <> 'retract' and d.guideline_version is not null
          and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
        group by 1
      )
      select g.version, g.class_index, g.text, lag(g.text) over (partition by g.class_index order by g.version) as before,
        g.note, u.name, g.created_at, jsonb_array_length(g.examples) as examples, coalesce(t.decisions, 0) as decisions
      from guideline g left join "user" u on u.id = g.created_by left join taken t on t.version = g.version
      where g.dataset_id = ${dataset.id} order by g.version desc`,
    loadClasses(sql, dataset.id),
  ]);
  return rows.map(({ class_index, name, created_at, ...r }) => ({
    ...r,
    label: classes.nameOf(class_index),
    by: name ?? 'the command line',
    at: created_at.toISOString(),
  }));
}
