import { seeded } from '#/ml/algebra/random.ts';
import { rising } from '#/ml/round/suspicion.ts';

const lower = new DataView(new ArrayBuffer(4));

/** The largest float32 below `value` > 0. */
function below(value: number): number {
  lower.setFloat32(0, value);
  lower.setUint32(0, lower.getUint32(0) - 1);
  return lower.getFloat32(0);
}

/**
 * The order of review with every labelled row in a place of its own, so that whoever sorts by it, in whatever way, has the
 * same one: of equal values the order is drawn by the seed, and each is lowered to the next smaller number. Values ≥ 0.
 */
export function untied(suspicion: Float32Array, labelled: Int32Array, seed: number): Float32Array {
  const random = seeded(seed);
  const drawn = labelled.slice();
  for (let i = drawn.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [drawn[i], drawn[j]] = [drawn[j], drawn[i]];
  }
  const order = rising(suspicion, drawn);
  const result = suspicion.slice();
  let last = Number.POSITIVE_INFINITY;
  for (let at = order.length - 1; at >= 0; at--) {
    const row = order[at];
    if (result[row] >= last) result[row] = last > 0 ? below(last) : 0;
    last = result[row];
  }
  return result;
}
