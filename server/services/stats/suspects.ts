import type { Sql } from 'postgres';
import type { StatsView } from '#/server/domain/views.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { doubtedBelow } from '#/server/services/rounds/scoreTable.ts';

/** Classes that the matrix shows. */
const most = 20;

/** Doubted and unreviewed samples by given and suggested label, for the classes with most of them. */
export async function loadSuspects(sql: Sql, dataset: DatasetRow, classes: ClassNames): Promise<StatsView['matrix']> {
  if (dataset.roundId === null) return { classes: [], folded: 0, cells: [] };
  const stored = await sql<{ given: number; suggested: number; count: number }[]>`
    select p.given_class as given, s.suggested_class as suggested, count(*)::int as count
    from score s join sample p on p.id = s.sample_id
    where s.round_id = ${dataset.roundId} and s.open and s.p_given < ${doubtedBelow} and p.given_class is not null
      and not exists (select from sample_state x where x.sample_id = s.sample_id and x.status <> 'open')
    group by 1, 2`;
  const rows = together(stored, classes);
  const weight = new Map<number, number>();
  for (const r of rows) for (const c of [r.given, r.suggested]) weight.set(c, (weight.get(c) ?? 0) + r.count);
  const ranked = [...weight].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([index]) => index);
  const shown = new Set(ranked.slice(0, most));
  const cells = rows
    .filter((r) => shown.has(r.given) && shown.has(r.suggested))
    .map((r) => ({ given: classes.nameOf(r.given)!, suggested: classes.nameOf(r.suggested)!, count: r.count }));
  return {
    classes: [...shown].sort((a, b) => a - b).map((index) => classes.nameOf(index)!),
    folded: Math.max(0, ranked.length - most),
    cells: cells.sort((a, b) => b.count - a.count),
  };
}

interface Pair {
  given: number;
  suggested: number;
  count: number;
}

/** Pairs of stored classes as they count now: merged ones add up, and what is one class by now is no pair. */
function together(stored: readonly Pair[], classes: ClassNames): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const r of stored) {
    const given = classes.current(r.given);
    const suggested = classes.current(r.suggested);
    if (given === null || suggested === null || given === suggested) continue;
    const key = `${given} ${suggested}`;
    pairs.set(key, { given, suggested, count: r.count + (pairs.get(key)?.count ?? 0) });
  }
  return [...pairs.values()];
}
