/** N × K probabilities that need not be in memory at once. */
export interface ProbabilityRows {
  /** Rows `from` to `to` (not included), row-major. The array may be filled anew by the next call. */
  read(from: number, to: number): Float64Array | Float32Array;
}

/** Predicted probabilities and given labels: N samples, K classes. */
export interface Predictions {
  /** [N × K] row-major, each row the class probabilities of a sample its model has not seen. */
  probabilities: Float64Array | Float32Array | ProbabilityRows;
  /** [N] class index of the given label; −1 where there is none: such a sample takes no part. */
  labels: Int32Array;
  classes: number;
}

/** Values held of the probabilities at a time (8 MB), unless the caller has them in memory anyway. */
export const BLOCK_VALUES = 1 << 20;

/** Sums farther from 1 than this are no rounding. */
export const SUM_TOLERANCE = 0.01;
/** Sums nearer to 1 than this are left as they are. */
export const SUM_EXACT = 1e-5;

/** A sum or value as people read it, without the noise of its last binary digits. */
export const shown = (value: number): string => String(+value.toPrecision(6));

/**
 * Visits the probabilities in blocks of whole rows. The block belongs to the visitor until the next one.
 * @param scaled divide rows whose sum is off by rounding by their sum
 */
export function eachBlock(
  { probabilities, labels, classes }: Predictions,
  scaled: boolean,
  visit: (block: Float64Array, from: number, to: number) => void,
): void {
  const step = Math.max(1, Math.floor(BLOCK_VALUES / classes));
  const inMemory = ArrayBuffer.isView(probabilities);
  let scratch: Float64Array | null = null;
  for (let from = 0; from < labels.length; from += step) {
    const to = Math.min(labels.length, from + step);
    const read = inMemory ? probabilities.subarray(from * classes, to * classes) : probabilities.read(from, to);
    if (read.length !== (to - from) * classes)
      throw new RangeError(`Rows ${from} to ${to} hold ${read.length} probabilities, not ${(to - from) * classes}.`);
    if (read instanceof Float64Array && !scaled) {
      visit(read, from, to);
      continue;
    }
    scratch ??= new Float64Array(step * classes);
    const block = scratch.subarray(0, read.length);
    block.set(read);
    if (scaled) scaleRows(block, classes);
    visit(block, from, to);
  }
}

/** Divides by its sum each row whose sum is off by more than float noise. */
function scaleRows(block: Float64Array, classes: number): void {
  for (let start = 0; start < block.length; start += classes) {
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += block[start + c];
    if (Math.abs(sum - 1) <= SUM_EXACT) continue;
    for (let c = 0; c < classes; c++) block[start + c] /= sum;
  }
}

/** Rows given one by one, [N][K]. @throws RangeError when they differ in length or there is not one per label */
export function rowsOf(rows: readonly ArrayLike<number>[], labels: Int32Array): Predictions {
  const classes = rows[0]?.length ?? 0;
  if (rows.length !== labels.length)
    throw new RangeError(`There are ${labels.length} labels and ${rows.length} rows of probabilities.`);
  const bad = rows.findIndex((row) => row.length !== classes);
  if (bad >= 0) throw new RangeError(`Row ${bad} has ${rows[bad].length} probabilities, the first row ${classes}.`);
  const read = (from: number, to: number): Float64Array => {
    const block = new Float64Array((to - from) * classes);
    for (let i = from; i < to; i++) block.set(rows[i], (i - from) * classes);
    return block;
  };
  return { probabilities: { read }, labels, classes };
}
