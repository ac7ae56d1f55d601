/** Bits that one pass sorts by; three passes are 32 bits. */
const DIGIT = 11;

/** Rows in rising order of a value ≥ 0; of equal ones the first stays first. The bits of such numbers rise as they do. */
export function rising(values: Float32Array, rows: Int32Array): Int32Array {
  let keys = new Uint32Array(Float32Array.from(rows, (row) => Math.abs(values[row])).buffer);
  let order = rows.slice();
  let [nextKeys, nextOrder] = [new Uint32Array(keys.length), new Int32Array(keys.length)];
  for (let shift = 0; shift < 32; shift += DIGIT) {
    const starts = new Uint32Array((1 << DIGIT) + 1);
    const mask = (1 << DIGIT) - 1;
    for (let i = 0; i < keys.length; i++) starts[((keys[i] >>> shift) & mask) + 1]++;
    for (let digit = 1; digit <= mask; digit++) starts[digit] += starts[digit - 1];
    for (let i = 0; i < keys.length; i++) {
      const at = starts[(keys[i] >>> shift) & mask]++;
      nextKeys[at] = keys[i];
      nextOrder[at] = order[i];
    }
    [keys, nextKeys] = [nextKeys, keys];
    [order, nextOrder] = [nextOrder, order];
  }
  return order;
}

/**
 * Average ranks in [0,1] of the chosen rows by values ≥ 0, largest → 1; equal values share a rank, so the result does
 * not depend on the order of rows. Other rows get 0.
 */
export function ranks(values: Float32Array, rows: Int32Array): Float32Array {
  const order = rising(values, rows);
  const result = new Float32Array(values.length);
  const scale = order.length > 1 ? 1 / (order.length - 1) : 1;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    const rank = ((start + end - 1) / 2) * scale;
    for (let i = start; i < end; i++) result[order[i]] = rank;
    start = end;
  }
  return result;
}

/** Doubt about the given label from four points of view, each [N], 1 = surely wrong. */
export interface Doubts {
  /** The stack fitted to the labels at face value. */
  plain: Float32Array;
  /** The stack fitted through the noise matrix. */
  model: Float32Array;
  /** The posteriors of both under the noise matrix; the first only where the noise is structured. */
  plainPosterior: Float32Array | null;
  posterior: Float32Array;
}

/** How structured the noise is: `gate` 0 = spread evenly, 1 = with habits; `pure` 1 = nothing but habits. */
export interface Structure {
  gate: number;
  pure: number;
}

/**
 * Combined order of review in [0,1]. With noise spread evenly the mean rank of the two stacks is best, with a mixture the
 * mean rank of their posteriors under the noise matrix, with nothing but habits the posterior alone; the order moves
 * smoothly from one to the other. Rows without a given label get 0.
 */
export function suspicionOf(doubts: Doubts, labelled: Int32Array, { gate, pure }: Structure): Float32Array {
  const parts = [
    { values: doubts.plain, weight: 0.5 * (1 - gate) },
    { values: doubts.model, weight: 0.5 * (1 - gate) },
    { values: doubts.plainPosterior, weight: 0.5 * gate * (1 - pure) },
    { values: doubts.posterior, weight: 0.5 * gate * (1 + pure) },
  ].filter(({ weight }) => weight > 0);
  const result = new Float32Array(doubts.plain.length);
  for (const { values, weight } of parts) {
    if (!values) continue;
    const rank = ranks(values, labelled);
    for (const row of labelled) result[row] += weight * rank[row];
  }
  return result;
}
