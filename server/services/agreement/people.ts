import { setImmediate } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { bootstrap } from '#/ml/crowd/bootstrap.ts';
import { cohensKappa } from '#/ml/crowd/kappa.ts';
import { wilson } from '#/server/domain/interval.ts';
import type { AgreementView, PersonAgreement } from '#/server/domain/teamViews.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import type { Outcome } from './outcomes.ts';
import { type ReadSample, wordOf } from './readings.ts';

/** Pairs of readers with fewer samples in common say nothing worth a line. */
const leastShared = 2;
const mostPairs = 20;

/** Draws times readings that the intervals of all pairs may take together. */
const effort = 4_000_000;

/** Every two readers with samples in common, those with most first. Lets others have their turn between two pairs. */
export async function pairsOf(
  samples: readonly ReadSample[],
  nameOf: (userId: string) => string,
): Promise<AgreementView['pairs']> {
  const pairs = new Map<string, { one: string; other: string; said: [string, string][] }>();
  for (const { readings } of samples)
    for (const [i, a] of readings.entries())
      for (const b of readings.slice(i + 1)) {
        const [x, y] = a.userId < b.userId ? [a, b] : [b, a];
        const key = `${x.userId} ${y.userId}`;
        const pair = pairs.get(key) ?? { one: x.userId, other: y.userId, said: [] };
        pair.said.push([wordOf(x), wordOf(y)]);
        pairs.set(key, pair);
      }
  const shown = [...pairs.values()]
    .filter((p) => p.said.length >= leastShared)
    .sort((a, b) => b.said.length - a.said.length)
    .slice(0, mostPairs);
  const all = shown.reduce((n, p) => n + p.said.length, 0);
  const draws = Math.max(40, Math.min(200, Math.floor(effort / Math.max(1, all))));
  const views: AgreementView['pairs'] = [];
  for (const { one, other, said } of shown) {
    views.push({
      one: nameOf(one),
      other: nameOf(other),
      shared: said.length,
      percent: said.filter(([a, b]) => a === b).length / said.length,
      kappa: bootstrap(said, kappaOf, { draws }),
    });
    await setImmediate();
  }
  return views;
}

function kappaOf(said: readonly (readonly [string, string])[]): number {
  const places = new Map<string, number>();
  for (const words of said) for (const word of words) if (!places.has(word)) places.set(word, places.size);
  const table = Array.from(places, () => new Array<number>(places.size).fill(0));
  for (const [a, b] of said) table[places.get(a)!]![places.get(b)!]! += 1;
  return cohensKappa(table);
}

interface Facts {
  samples: readonly ReadSample[];
  /** What the samples that several read were settled on. */
  outcomes: ReadonlyMap<number, Outcome>;
  quality: ReadonlyMap<string, number>;
  pace: ReadonlyMap<string, number>;
  gold: ReadonlyMap<string, { right: number; of: number }>;
  classes: ClassNames;
  nameOf: (userId: string) => string;
}

/** One line per reader, the busiest first. */
export function peopleOf({ samples, outcomes, quality, pace, gold, classes, nameOf }: Facts): PersonAgreement[] {
  const mine = new Map<
    string,
    { readings: number; shared: number; hits: number; missed: Map<number, [number, number]> }
  >();
  const none = () => ({ readings: 0, shared: 0, hits: 0, missed: new Map<number, [number, number]>() });
  for (const userId of gold.keys()) mine.set(userId, none());
  for (const s of samples)
    for (const r of s.readings) {
      const m = mine.get(r.userId) ?? none();
      mine.set(r.userId, m);
      m.readings++;
      const right = outcomes.get(s.sampleId);
      if (right === undefined) continue;
      m.shared++;
      const hit = wordOf(r) === right.word;
      if (hit) m.hits++;
      if (right.label === null) continue;
      const [missed, of] = m.missed.get(right.label) ?? [0, 0];
      m.missed.set(right.label, [missed + (hit ? 0 : 1), of + 1]);
    }
  return [...mine]
    .map(([userId, m]) => ({
      name: nameOf(userId),
      readings: m.readings,
      shared: m.shared,
      agreement: m.shared ? wilson(m.hits, m.shared) : null,
      quality: quality.get(userId) ?? null,
      worst: worstOf(m.missed, classes),
      medianMilliseconds: pace.get(userId) ?? null,
      gold: gold.get(userId) ?? null,
    }))
    .sort((a, b) => b.readings - a.readings || a.name.localeCompare(b.name));
}

function worstOf(missed: ReadonlyMap<number, [number, number]>, classes: ClassNames): PersonAgreement['worst'] {
  const [worst] = [...missed]
    .filter(([, [m]]) => m > 0)
    .sort(([, a], [, b]) => b[0] / b[1] - a[0] / a[1] || b[0] - a[0]);
  const label = worst ? classes.nameOf(worst[0]) : null;
  return worst && label !== null ? { label, missed: worst[1][0], of: worst[1][1] } : null;
}

/** Median time per reader in milliseconds, pauses over a minute left out. */
export async function loadPace(sql: Sql, dataset: DatasetRow): Promise<Map<string, number>> {
  const rows = await sql<{ user_id: string; ms: number }[]>`
    select user_id, percentile_cont(0.5) within group (order by milliseconds)::float8 as ms from decision
    where dataset_id = ${dataset.id} and milliseconds <= 60000 and verdict <> 'retract' group by user_id`;
  return new Map(rows.map((r) => [r.user_id, r.ms]));
}

/** How often each reader said of a gold sample what a lead has decided. */
export async function loadGold(sql: Sql, dataset: DatasetRow): Promise<Map<string, { right: number; of: number }>> {
  const rows = await sql<{ user_id: string; right: number; of: number }[]>`
    select d.user_id, count(*)::int as of, count(*) filter (where case x.status
      when 'kept' then d.verdict = 'keep' when 'changed' then d.verdict = 'relabel' and d.label = x.current_class
      when 'ambiguous' then d.verdict = 'both' when 'no_class' then d.verdict = 'none' else d.verdict = 'exclude' end)::int as right
    from decision d join sample_state x on x.sample_id = d.sample_id and x.status <> 'open'
    where d.dataset_id = ${dataset.id} and d.kind = 'gold' and d.verdict <> 'retract'
      and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
    group by d.user_id`;
  return new Map(rows.map((r) => [r.user_id, { right: r.right, of: r.of }]));
}
