import type { Ratings } from './ratings.ts';

/**
 * Cohen's kappa of a confusion table: agreement beyond what the two raters' own habits would give by chance.
 * @param table square; row: what the one said, column: the other. @returns NaN without ratings, 1 where nothing else was ever said
 */
export function cohensKappa(table: readonly (readonly number[])[]): number {
  const total = table.flat().reduce((s, n) => s + n, 0);
  if (total === 0) return Number.NaN;
  let observed = 0;
  let chance = 0;
  for (const [k, row] of table.entries()) {
    observed += row[k]! / total;
    const column = table.reduce((s, other) => s + other[k]!, 0);
    chance += (row.reduce((s, n) => s + n, 0) / total) * (column / total);
  }
  return chance === 1 ? 1 : (observed - chance) / (1 - chance);
}

/** [K][K] How often two annotators said what of the items that both rated; of several ratings of one item the last counts. */
export function pairTable(r: Ratings, one: number, other: number): number[][] {
  const said = [new Map<number, number>(), new Map<number, number>()];
  for (const x of r.ratings) {
    if (x.annotator === one) said[0]!.set(x.item, x.label);
    if (x.annotator === other) said[1]!.set(x.item, x.label);
  }
  const table = Array.from({ length: r.classes }, () => new Array<number>(r.classes).fill(0));
  for (const [item, a] of said[0]!) {
    const b = said[1]!.get(item);
    if (b !== undefined) table[a]![b]! += 1;
  }
  return table;
}
