import type { Verdict } from '#/server/domain/verdict.ts';

/** A mark's shape carries its meaning; colour only repeats it. */
export type RulerMark = 'slash' | 'dot' | 'ring' | 'dash' | 'caret' | 'open';

const shapes: Record<Verdict, RulerMark> = {
  relabel: 'slash',
  keep: 'dot',
  both: 'ring',
  unsure: 'ring',
  none: 'dash',
  exclude: 'dash',
};

/**
 * The ruler of a batch: this reader's decisions, a caret at the present one, a point for each that is still missing. A
 * long batch is cut to `most` places around the caret.
 */
export function rulerMarks(verdicts: readonly Verdict[], toGo: number, most = 50): RulerMark[] {
  const done = verdicts.map((v) => shapes[v]);
  const left: RulerMark[] = Array.from({ length: Math.max(0, toGo) }, (_, k) => (k === 0 ? 'caret' : 'open'));
  const all = [...done, ...left];
  if (all.length <= most) return all;
  const from = Math.min(Math.max(0, done.length - Math.floor(most / 2)), all.length - most);
  return all.slice(from, from + most);
}
