import { LargestValues } from '#/ml/classic/largest.ts';
import { eachBlock } from '#/ml/classic/predictions.ts';
import { smallestFirst } from '#/ml/classic/quick-order.ts';
import { roundedRows } from '#/ml/classic/rounded-rows.ts';
import type { Survey } from '#/ml/classic/survey.ts';

/** Samples of a class that are always kept. */
const KEPT = 1;

/**
 * How many samples to prune per (given, true) pair, [K × K]: the joint, with at least one sample kept per class. Rounded
 * down the columns, as the transposed matrix would be row by row.
 */
function pruneCounts({ classes }: Survey, joint: Float64Array): Float64Array {
  const byTrue = new Float64Array(classes * classes);
  for (let given = 0; given < classes; given++) {
    const own = joint[given * classes + given];
    const missing = Math.max(KEPT, own) - own;
    let others = 0;
    for (let real = 0; real < classes; real++) if (joint[given * classes + real] !== 0) others++;
    for (let real = 0; real < classes; real++)
      byTrue[real * classes + given] =
        real === given ? own + missing : Math.max(0, joint[given * classes + real] - missing / Math.max(1, others - 1));
  }
  const whole = roundedRows(byTrue, classes);
  return byTrue.map((_, at) => whole[(at % classes) * classes + Math.floor(at / classes)]);
}

/**
 * For each pair of classes, the samples in which the other class most outweighs the given one, as many as the joint
 * counts; ties are all taken. Reads the probabilities twice; keeps one number per sample to be pruned.
 * @returns [N] 1 where pruned; samples whose likeliest class is the given one are left out at once
 */
export function pruneByNoiseRate(survey: Survey, joint: Float64Array): Uint8Array {
  const { labels, classes, counts, likeliest, scaled } = survey;
  const prune = pruneCounts(survey, joint);
  const sizes = Int32Array.from(prune, (number, at) => {
    const given = Math.floor(at / classes);
    return at % (classes + 1) === 0 || counts[given] <= KEPT ? 0 : Math.max(0, Math.min(number, counts[given]));
  });
  const others = Array.from({ length: classes }, (_, given) =>
    Int32Array.from(Array.from({ length: classes }, (_, c) => c).filter((c) => sizes[given * classes + c] > 0)),
  );
  const largest = new LargestValues(sizes);
  const least = new Float64Array(sizes.length).fill(Number.NEGATIVE_INFINITY);
  eachBlock(survey, scaled.rows > 0, (block, from, to) => {
    for (let i = from, start = 0; i < to; i++, start += classes) {
      const given = labels[i];
      if (given < 0) continue;
      const pairs = others[given];
      const own = block[start + given];
      for (let n = 0; n < pairs.length; n++) {
        const pair = given * classes + pairs[n];
        const margin = block[start + pairs[n]] - own;
        if (!(margin > least[pair])) continue;
        largest.add(pair, margin);
        least[pair] = largest.least(pair);
      }
    }
  });
  const issues = new Uint8Array(labels.length);
  eachBlock(survey, scaled.rows > 0, (block, from, to) => {
    for (let i = from, start = 0; i < to; i++, start += classes) {
      const given = labels[i];
      if (given < 0 || likeliest[i] === given) continue;
      const own = block[start + given];
      for (const c of others[given])
        if (block[start + c] - own >= least[given * classes + c]) {
          issues[i] = 1;
          break;
        }
    }
  });
  return issues;
}

/**
 * For each class, as many of its samples with the lowest self-confidence as the joint holds for wrong.
 * @returns [N] 1 where pruned
 */
export function pruneByClass(survey: Survey, joint: Float64Array): Uint8Array {
  const { labels, classes, counts, own } = survey;
  const prune = pruneCounts(survey, joint);
  const rows = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(classes);
  for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) rows[labels[i]][filled[labels[i]]++] = i;
  const issues = new Uint8Array(labels.length);
  rows.forEach((members, given) => {
    const number = members.length - prune[given * classes + given];
    if (members.length <= KEPT || number <= 0) return;
    const confidence = Float64Array.from(members, (i) => own[i]);
    for (const at of smallestFirst(confidence, number)) issues[members[at]] = 1;
  });
  return issues;
}
