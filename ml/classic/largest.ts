/**
 * The largest values of many streams at once: stream s keeps its `sizes[s]` largest in a heap, smallest on top. All heaps
 * lie in one array, so a million small ones cost no objects.
 */
export class LargestValues {
  private readonly sizes: Int32Array;
  private readonly starts: Int32Array;
  private readonly heap: Float64Array;

  constructor(sizes: Int32Array) {
    this.sizes = sizes;
    this.starts = new Int32Array(sizes.length);
    let at = 0;
    for (let s = 0; s < sizes.length; s++) {
      this.starts[s] = at;
      at += sizes[s];
    }
    this.heap = new Float64Array(at).fill(Number.NEGATIVE_INFINITY);
  }

  /** The smallest of the kept values; −∞ until a stream of size ≥ 1 has had as many values as it keeps. */
  least(stream: number): number {
    return this.heap[this.starts[stream]];
  }

  /** Offers a value larger than `least(stream)`. */
  add(stream: number, value: number): void {
    const { heap, sizes } = this;
    const start = this.starts[stream];
    const size = sizes[stream];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && heap[start + child + 1] < heap[start + child]) child++;
      if (heap[start + child] >= value) break;
      heap[start + at] = heap[start + child];
      at = child;
    }
    heap[start + at] = value;
  }
}
