/** Pull of an expert's weight towards 0 once its outputs are of variance 1: per row, and as if so many rows spoke for it. */
const EXPERT = 2e-4;
const EXPERT_ROWS = 0.4;
/** The same of a class's bias. */
const BIAS = 1e-5;
const BIAS_ROWS = 0.02;

/** Variance of an expert's outputs [N × K] over some rows, the mean over the classes. */
function varianceOf(output: Float32Array, rows: Int32Array, classes: number): number {
  let variance = 0;
  for (let c = 0; c < classes; c++) {
    let sum = 0;
    let squares = 0;
    for (const row of rows) {
      const value = output[row * classes + c];
      sum += value;
      squares += value * value;
    }
    variance += (squares / rows.length - (sum / rows.length) ** 2) / classes;
  }
  return variance;
}

/**
 * Pull per parameter of the stack: one per expert, by the spread of its outputs, so that it does not matter how small a
 * strong λ or much noise makes them; then one per class.
 */
export function pullOf(outputs: readonly Float32Array[], rows: Int32Array, classes: number): Float64Array {
  const expert = Math.max(EXPERT, EXPERT_ROWS / rows.length);
  const bias = Math.max(BIAS, BIAS_ROWS / rows.length);
  const experts = outputs.length;
  return Float64Array.from({ length: experts + classes }, (_, at) =>
    at < experts ? expert * varianceOf(outputs[at], rows, classes) : bias,
  );
}
