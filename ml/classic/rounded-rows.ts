/** Nearest integer, halves to the even one. */
function rounded(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Halves are common here; rounding errors of earlier divisions must not decide about them. */
const clean = (value: number): number => Math.round(value * 1e9) / 1e9;

/** Integers close to the rows of a matrix [rows × cols] with unchanged (rounded) row totals. */
export function roundedRows(matrix: Float64Array, cols: number): Float64Array {
  const out = new Float64Array(matrix.length);
  for (let start = 0; start < matrix.length; start += cols) {
    let real = 0;
    let whole = 0;
    for (let at = start; at < start + cols; at++) {
      const value = clean(matrix[at]);
      out[at] = rounded(value);
      real += value;
      whole += out[at];
    }
    if (whole !== rounded(real))
      settle(matrix.subarray(start, start + cols), out.subarray(start, start + cols), rounded(real));
  }
  return out;
}

/** Moves as few entries of a rounded row by one as bring its sum to `total`: those first that rounding moved farthest. */
function settle(row: Float64Array, whole: Float64Array, total: number): void {
  const over = row.map((value, at) => Math.round((clean(value) - whole[at]) * 1e9));
  for (let sum = whole.reduce((a, b) => a + b, 0); sum !== total; sum = whole.reduce((a, b) => a + b, 0)) {
    const step = total < sum ? -1 : 1;
    const number = Math.min(Math.abs(total - sum), row.length);
    // Those that were rounded the other way come first; there are nearly always enough of them.
    const turned = Array.from(row.keys()).filter((at) => step * over[at] > 0);
    const order = turned.length >= number ? turned : Array.from(row.keys());
    // Equal remainders are taken from the left when too much was given and from the right otherwise.
    order.sort((a, b) => step * (over[b] - over[a] || b - a));
    for (const at of order.slice(0, number)) whole[at] += step;
  }
}
