import type { Ctx } from '#/server/context.ts';
import type { BulkView } from '#/server/domain/bulk.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import { errorShare } from '#/server/domain/verification.ts';
import { type ClassNames, loadClasses } from '#/server/services/queues/classes.ts';
import type { BulkRow } from './require.ts';

interface Sum {
  verdict: Verdict;
  label: number | null;
  n: number;
  answered: number;
  differed: number;
  done: number;
}

export async function bulkView(ctx: Pick<Ctx, 'sql'>, row: BulkRow, slug: string): Promise<BulkView> {
  const [sums, classes, [person], [job]] = await Promise.all([
    ctx.sql<Sum[]>`
      select verdict, label, count(*)::int as n, count(agrees)::int as answered,
        count(*) filter (where not agrees)::int as differed, count(*) filter (where done)::int as done
      from bulk_item where bulk_id = ${row.id} group by verdict, label order by n desc`,
    loadClasses(ctx.sql, row.datasetId),
    ctx.sql<{ name: string }[]>`select name from "user" where id = ${row.userId}`,
    ctx.sql<{ progress: number }[]>`select progress from job where id = ${row.jobId}`,
  ]);
  const sum = (of: (s: Sum) => number) => sums.reduce((total, s) => total + of(s), 0);
  // What was known when the rest was written is what the record says of it.
  const fixed = row.committedAt !== null || row.state === 'committing';
  const answered = fixed ? row.answered : sum((s) => s.answered);
  const differed = fixed ? row.differed : sum((s) => s.differed);
  return {
    id: String(row.id),
    slug,
    state: row.state,
    by: person?.name ?? 'someone',
    says: inWords(sums, classes),
    filter: row.filter,
    samples: row.samples,
    bound: row.bound,
    toCheck: Math.max(0, row.toCheck - answered),
    answered,
    differed,
    error: errorShare(differed, answered, row.samples),
    written: row.written,
    skipped: row.skipped,
    progress: job?.progress ?? 0,
    jobId: row.jobId,
    createdAt: row.createdAt.toISOString(),
    committedAt: row.committedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
  };
}

/** "24 kept, 5 changed to `1`, 2 excluded". */
function inWords(sums: readonly Sum[], classes: ClassNames): string {
  const word = ({ verdict, label }: Sum) =>
    verdict === 'keep' ? 'kept' : verdict === 'relabel' ? `changed to \`${classes.nameOf(label)}\`` : 'excluded';
  return sums.map((s) => `${s.n.toLocaleString('en')} ${word(s)}`).join(', ');
}
