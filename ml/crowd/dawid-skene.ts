import { byItem, type Ratings } from './ratings.ts';

export interface DawidSkene {
  /** [items × K] Posterior of each item's true class. */
  posterior: Float64Array;
  /** [K] Share of the classes. */
  prior: Float64Array;
  /** [annotators × K × K] Row j: how often an annotator says each class when j is true. */
  confusion: Float64Array;
  /** Log-likelihood after each iteration; never falls. */
  logLikelihood: number[];
}

/**
 * Dawid and Skene, “Maximum likelihood estimation of observer error-rates using the EM algorithm” (Applied Statistics
 * 28, 1979). Starts from the vote shares; an annotator may rate an item more than once.
 * @param tolerance least relative gain of the log-likelihood to go on for
 */
export function dawidSkene(r: Ratings, { most = 200, tolerance = 1e-9 } = {}): DawidSkene {
  const { items, annotators, classes: K } = r;
  const lists = byItem(r);
  const rated = lists.filter((l) => l.length > 0).length;
  const posterior = new Float64Array(items * K);
  for (const [item, list] of lists.entries())
    for (const { label } of list) posterior[item * K + label]! += 1 / list.length;
  const prior = new Float64Array(K);
  const confusion = new Float64Array(annotators * K * K);
  const logLikelihood: number[] = [];
  for (let step = 0; step < most; step++) {
    maximise();
    logLikelihood.push(expect());
    const [before, now] = [logLikelihood.at(-2), logLikelihood.at(-1)!];
    if (before !== undefined && Math.abs(now - before) <= tolerance * Math.abs(before)) break;
  }
  return { posterior, prior, confusion, logLikelihood };

  function maximise() {
    prior.fill(0);
    confusion.fill(0);
    for (const [item, list] of lists.entries()) {
      if (list.length === 0) continue;
      for (let j = 0; j < K; j++) {
        const p = posterior[item * K + j]!;
        prior[j]! += p / rated;
        for (const { annotator, label } of list) confusion[(annotator * K + j) * K + label]! += p;
      }
    }
    for (let row = 0; row < annotators * K; row++) {
      let sum = 0;
      for (let l = 0; l < K; l++) sum += confusion[row * K + l]!;
      for (let l = 0; l < K; l++) confusion[row * K + l] = sum > 0 ? confusion[row * K + l]! / sum : 1 / K;
    }
  }

  /** Posteriors of all rated items. @returns the log-likelihood of their ratings */
  function expect(): number {
    let total = 0;
    for (const [item, list] of lists.entries()) {
      if (list.length === 0) continue;
      const logs = Float64Array.from(prior, Math.log);
      for (const { annotator, label } of list)
        for (let j = 0; j < K; j++) logs[j]! += Math.log(confusion[(annotator * K + j) * K + label]!);
      const top = Math.max(...logs);
      const sum = logs.reduce((s, l) => s + Math.exp(l - top), 0);
      total += top + Math.log(sum);
      for (let j = 0; j < K; j++) posterior[item * K + j] = Math.exp(logs[j]! - top) / sum;
    }
    return total;
  }
}
