/** Nearest integer, halves to the even one. */
function rounded(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Integers close to the rows of a matrix [rows × cols] with unchanged (rounded) row totals. */
export function roundedRows(matrix: Float64Array, cols: number): Float64Array {
  const out = new Float64Array(matrix.length);
  for (let start = 0; start < matrix.length; start += cols) {
    // Halves are common here; rounding errors of earlier divisions must not decide about them.
    const row = matrix.subarray(start, start + cols).map((value) => Math.round(value * 1e9) / 1e9);
    const whole = Float64Array.from(row, rounded);
    const total = rounded(row.reduce((a, b) => a + b, 0));
    let sum = whole.reduce((a, b) => a + b, 0);
    // Equal remainders are taken from the left when too much was given and from the right otherwise.
    const over = row.map((value, at) => Math.round((value - whole[at]) * 1e9));
    while (sum !== total) {
      const step = total < sum ? -1 : 1;
      const order = Array.from(row.keys()).sort((a, b) => step * (over[b] - over[a] || b - a));
      for (const at of order.slice(0, Math.min(Math.abs(total - sum), cols))) whole[at] += step;
      sum = whole.reduce((a, b) => a + b, 0);
    }
    out.set(whole, start);
  }
  return out;
}
