import type { Matrix } from '#/ml/types.ts';
import { type Kernel, lanes, openKernel } from './kernel.ts';

/** Compressed sparse rows: the entries of row i lie at [starts[i], starts[i+1]) of `columns` and `values`. */
export interface Sparse {
  rows: number;
  cols: number;
  starts: Float64Array;
  columns: Int32Array;
  values: Float32Array;
}

/** Grows by half when full, so that a matrix whose number of entries is not known is built in one pass. */
export class SparseBuilder {
  private columns = new Int32Array(1 << 16);
  private values = new Float32Array(1 << 16);
  private readonly starts: number[] = [0];
  private count = 0;

  push(column: number, value: number): void {
    if (this.count === this.columns.length) {
      const size = Math.ceil(this.count * 1.5);
      const { columns, values } = this;
      this.columns = new Int32Array(size);
      this.columns.set(columns);
      this.values = new Float32Array(size);
      this.values.set(values);
    }
    this.columns[this.count] = column;
    this.values[this.count++] = value;
  }

  endRow(): void {
    this.starts.push(this.count);
  }

  build(cols: number): Sparse {
    return {
      rows: this.starts.length - 1,
      cols,
      starts: Float64Array.from(this.starts),
      columns: this.columns.subarray(0, this.count),
      values: this.values.subarray(0, this.count),
    };
  }
}

/** Products of one sparse matrix A [n × v] with dense blocks of k columns (a multiple of 16), in one shared memory. */
export class SparseProducts {
  private readonly kernel: Kernel;
  private readonly a: Sparse;
  private readonly k: number;

  constructor(a: Sparse, k: number) {
    if (k % lanes !== 0) throw new RangeError(`The number of columns has to be a multiple of ${lanes}, not ${k}.`);
    this.a = a;
    this.k = k;
    this.kernel = openKernel((a.rows + a.cols) * k);
  }

  /** A·X for the X that `back` left in the memory. The result is a view, valid until the next call. */
  forward(): Matrix {
    const { a, k, kernel } = this;
    const left = a.cols * k;
    const out = kernel.floats.subarray(left).fill(0);
    for (let i = 0; i < a.rows; i++)
      for (let e = a.starts[i]; e < a.starts[i + 1]; e++)
        kernel.addScaled(left + i * k, a.columns[e] * k, a.values[e], k);
    return { data: out.subarray(0, a.rows * k), rows: a.rows, cols: k };
  }

  /** Aᵀ·Y for Y [n × k]. The result is a view, valid until the next call. */
  back(y: Matrix): Matrix {
    const { a, k, kernel } = this;
    const left = a.cols * k;
    kernel.floats.set(y.data, left);
    const out = kernel.floats.subarray(0, left).fill(0);
    for (let i = 0; i < a.rows; i++)
      for (let e = a.starts[i]; e < a.starts[i + 1]; e++)
        kernel.addScaled(a.columns[e] * k, left + i * k, a.values[e], k);
    return { data: out, rows: a.cols, cols: k };
  }
}
