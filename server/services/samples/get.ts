import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import type { SampleView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { type SampleRow, sampleView } from './view.ts';

interface LogRow {
  verdict: Verdict | 'retract';
  label: number | null;
  name: string | null;
  at: Date;
  note: string | null;
  late: boolean;
  /** Name of the imported patch it comes from. */
  source: string | null;
}

/** One sample whole, with everything people said about it, oldest first. @throws ErrataError not_found */
export async function getSample({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; id: string };
}): Promise<SampleView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const { sql } = ctx;
  if (!/^\d{1,18}$/.test(input.id))
    throw new ErrataError('not_found', `There is no sample ${input.id} in this dataset.`);
  const [[row], log, classes] = await Promise.all([
    sql<SampleRow[]>`
      select p.id, p.row, p.external_id, p.split, p.content, p.given_class, x.status, x.current_class,
        s.p_given, s.suggested_class, s.p_suggested, s.suspicion, s.signals
      from sample p
      left join score s on s.round_id = ${dataset.roundId} and s.sample_id = p.id
      left join sample_state x on x.sample_id = p.id
      where p.id = ${input.id} and p.dataset_id = ${dataset.id}`,
    sql<LogRow[]>`
      select d.verdict, d.label, u.name, d.at, d.note, d.late, t.name as source
      from decision d left join "user" u on u.id = d.user_id left join patch t on t.id = d.source
      where d.sample_id = ${input.id} order by d.seq`,
    loadClasses(sql, dataset.id),
  ]);
  if (!row) throw new ErrataError('not_found', `There is no sample ${input.id} in this dataset.`);
  const decisions = log.map(({ verdict, label, name, at, note, late, source }) => ({
    verdict,
    label: classes.ownNameOf(label),
    by: source ?? name ?? 'someone',
    source,
    at: at.toISOString(),
    note,
    late,
  }));
  return sampleView(row, classes, decisions);
}
