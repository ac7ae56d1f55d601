import type { Sql } from 'postgres';
import type { Ctx } from '#/server/context.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import type { PastDecision } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { type ClassNames, loadClasses } from '#/server/services/queues/classes.ts';
import { requireReader } from './reader.ts';

/** The reader's own standing decisions, newest first: what they can still undo. */
export async function myDecisions({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; limit: number };
}): Promise<PastDecision[]> {
  const { userId } = requireReader(ctx);
  const { dataset } = await requireDataset(ctx, input.slug, 'review');
  const classes = await loadClasses(ctx.sql, dataset.id);
  return standingDecisions(ctx.sql, { datasetId: dataset.id, userId, limit: input.limit, after: 0 }, classes);
}

/** A reader's decisions that were not taken back, those of a bulk left out (they go together), newest first, numbered above `after` in the dataset's log. */
export async function standingDecisions(
  sql: Sql,
  { datasetId, userId, limit, after }: { datasetId: number; userId: string; limit: number; after: number },
  classes: ClassNames,
): Promise<PastDecision[]> {
  const rows = await sql<
    {
      client_key: string;
      sample_id: string;
      verdict: Verdict;
      label: number | null;
      given_class: number | null;
      blind: boolean;
      at: Date;
    }[]
  >`
    select d.client_key, d.sample_id, d.verdict, d.label, s.given_class, d.at, coalesce(l.blind, false) as blind
    from decision d join sample s on s.id = d.sample_id left join lease l on l.id = d.lease_id
    where d.user_id = ${userId} and d.dataset_id = ${datasetId} and d.seq > ${after} and d.verdict <> 'retract' and d.bulk is null
      and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
    order by d.seq desc limit ${limit}`;
  return rows.map((r) => ({
    clientKey: r.client_key,
    sampleId: r.sample_id,
    at: r.at.toISOString(),
    ...(r.blind
      ? chosen(r.verdict, classes.nameOf(r.verdict === 'keep' ? r.given_class : r.label))
      : { verdict: r.verdict, label: classes.nameOf(r.label), givenLabel: classes.nameOf(r.given_class) }),
  }));
}

/** A blind answer as it was given: a label was chosen, and whether the dataset gives it is still not said. */
function chosen(verdict: Verdict, label: string | null): Pick<PastDecision, 'verdict' | 'label' | 'givenLabel'> {
  return {
    verdict: verdict === 'keep' ? 'relabel' : verdict,
    label: verdict === 'both' ? null : label,
    givenLabel: null,
  };
}
