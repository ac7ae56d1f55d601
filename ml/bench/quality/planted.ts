import { seeded } from '#/ml/algebra/random.ts';
import { haveNoise, type NoiseKind, readNoise } from '#/ml/data/noise.ts';

/**
 * Kinds of planted noise: `sym10` moves 10% of the labels to a uniformly drawn other class, `pair10` to the next class,
 * `mix20-75` 20% of the labels, three quarters of them to the next class and the rest to a uniformly drawn other one.
 */
export type Planted = `sym${number}` | `pair${number}` | `mix${number}-${number}`;

interface Recipe {
  /** Share of wrong labels. */
  rate: number;
  /** Share of the wrong ones that go to the next class. */
  paired: number;
}

function recipeOf(kind: Planted): Recipe {
  const [rate, paired] = (kind.match(/\d+/g) ?? []).map((percent) => Number(percent) / 100);
  if (kind.startsWith('mix')) return { rate, paired };
  return { rate, paired: kind.startsWith('pair') ? 1 : 0 };
}

/** Probability that a label of the true class `k` was planted as `j`. */
export function planted(kind: Planted, classes: number, k: number, j: number): number {
  const { rate, paired } = recipeOf(kind);
  if (j === k) return 1 - rate;
  return rate * ((j === (k + 1) % classes ? paired : 0) + (1 - paired) / (classes - 1));
}

/** Noisy labels [N], seeded; the shared vectors where there are some for this kind. `shared` names their data set. */
export function plant(
  truth: Int32Array,
  classes: number,
  kind: Planted,
  seed: number,
  shared?: 'digits' | 'news',
): Int32Array {
  if (shared && seed <= 4 && haveNoise(shared, kind as NoiseKind, seed))
    return readNoise(shared, kind as NoiseKind, seed);
  const { rate, paired } = recipeOf(kind);
  const random = seeded(1000 + seed);
  return truth.map((label) => {
    if (random.uniform() >= rate) return label;
    const to = random.uniform() < paired ? 1 : 1 + random.below(classes - 1);
    return (label + to) % classes;
  });
}
