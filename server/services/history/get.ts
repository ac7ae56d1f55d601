import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { HistoryEntry } from '#/server/domain/historyViews.ts';
import { roleHas } from '#/server/domain/role.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { commentEntries, decisionEntries, doubtEntries, eventEntries, servedEntries } from './entries.ts';

/** Everything that ever happened to a sample, oldest first. @throws ErrataError not_found */
export async function sampleHistory({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; sampleId: string };
}): Promise<HistoryEntry[]> {
  const { dataset, role } = await requireDataset(ctx, input.slug, 'inspect');
  const { sql } = ctx;
  const { sampleId } = input;
  const [sample] = await sql<{ given_class: number | null; name: string | null }[]>`
    select p.given_class, u.name from sample p join dataset d on d.id = p.dataset_id left join "user" u on u.id = d.created_by
    where p.id = ${sampleId} and p.dataset_id = ${dataset.id}`;
  if (!sample) throw new ErrataError('not_found', `There is no sample ${sampleId} in this dataset.`);
  const classes = await loadClasses(sql, dataset.id);
  const parts = await Promise.all([
    doubtEntries(sql, dataset, sampleId, classes),
    servedEntries(sql, sampleId, classes),
    // Before decisions: what was restored and the decision that it led to may bear the same millisecond.
    eventEntries(sql, sampleId, roleHas(role, 'lead')),
    decisionEntries(sql, sampleId, classes),
    commentEntries(sql, sampleId, classes),
  ]);
  const imported: HistoryEntry = {
    id: 'import',
    at: dataset.createdAt.toISOString(),
    by: sample.name,
    kind: 'import',
    file: dataset.source.files.map((f) => f.name).join(', '),
    label: classes.nameOf(sample.given_class),
  };
  return [imported, ...parts.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))];
}
