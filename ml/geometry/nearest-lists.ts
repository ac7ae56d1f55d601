/** For every row the k best candidates offered so far, best first; equal similarity goes to the lower row number. */
export class NearestLists {
  readonly index: Int32Array;
  readonly similarity: Float32Array;
  readonly k: number;

  constructor(rows: number, k: number) {
    this.k = k;
    this.index = new Int32Array(rows * k).fill(-1);
    this.similarity = new Float32Array(rows * k).fill(-2);
  }

  /** Similarity a candidate for this row has to reach. */
  threshold(row: number): number {
    return this.similarity[row * this.k + this.k - 1];
  }

  offer(row: number, candidate: number, value: number): void {
    const start = row * this.k;
    let slot = start + this.k - 1;
    if (value < this.similarity[slot] || (value === this.similarity[slot] && candidate > this.index[slot])) return;
    while (
      slot > start &&
      (this.similarity[slot - 1] < value || (this.similarity[slot - 1] === value && this.index[slot - 1] > candidate))
    ) {
      this.similarity[slot] = this.similarity[slot - 1];
      this.index[slot] = this.index[slot - 1];
      slot--;
    }
    this.similarity[slot] = value;
    this.index[slot] = candidate;
  }
}
