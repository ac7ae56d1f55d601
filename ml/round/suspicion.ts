/** Rows in rising order of a value ≥ 0. Typed arrays sort numbers natively: value bits and position share one number. */
function rising(values: Float32Array, rows: Int32Array): Int32Array {
  const positions = 2 ** 21;
  if (rows.length > positions) return rows.slice().sort((a, b) => values[a] - values[b] || a - b);
  const bits = new Uint32Array(Float32Array.from(rows, (row) => Math.abs(values[row])).buffer);
  const keys = Float64Array.from(bits, (value, at) => value * positions + at).sort();
  return Int32Array.from(keys, (key) => rows[key % positions]);
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

/** Doubt about the given label from three points of view, each [N], 1 = surely wrong. */
export interface Doubts {
  /** The stack fitted to the labels at face value. */
  plain: Float32Array;
  /** The stack fitted through the noise matrix. */
  model: Float32Array;
  /** The posterior under the noise matrix. */
  posterior: Float32Array;
}

/**
 * Combined order of review in [0,1]. With diffuse noise the mean rank of the two stacks is best, with structured noise
 * the posterior under the noise matrix; `gate` in [0,1] moves smoothly from one to the other. Rows without a given label
 * get 0.
 */
export function suspicionOf(doubts: Doubts, labelled: Int32Array, gate: number): Float32Array {
  if (gate >= 1) return ranks(doubts.posterior, labelled);
  const plain = ranks(doubts.plain, labelled);
  const model = ranks(doubts.model, labelled);
  const posterior = gate > 0 ? ranks(doubts.posterior, labelled) : plain;
  const result = new Float32Array(plain.length);
  for (const row of labelled) result[row] = (1 - gate) * 0.5 * (plain[row] + model[row]) + gate * posterior[row];
  return result;
}
