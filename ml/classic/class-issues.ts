/** Classes that are held for wrongly given or wrongly missing, ordered by row and then class; one entry each. */
export interface ClassIssues {
  rows: Int32Array;
  classes: Int32Array;
  /** 0 to 1: the model's probability that the class should change, be taken away or given. */
  probabilities: Float64Array;
}

/** Collects issues class by class. */
export class IssueList {
  private readonly rows: number[] = [];
  private readonly classes: number[] = [];
  private readonly probabilities: number[] = [];

  add(row: number, of: number, probability: number): void {
    this.rows.push(row);
    this.classes.push(of);
    this.probabilities.push(probability);
  }

  /** By row; those of one row in the order in which they came. */
  sorted(size: number): ClassIssues {
    const count = this.rows.length;
    const next = new Int32Array(size + 1);
    for (const row of this.rows) next[row + 1]++;
    for (let i = 0; i < size; i++) next[i + 1] += next[i];
    const sorted: ClassIssues = {
      rows: new Int32Array(count),
      classes: new Int32Array(count),
      probabilities: new Float64Array(count),
    };
    for (let n = 0; n < count; n++) {
      const at = next[this.rows[n]]++;
      sorted.rows[at] = this.rows[n];
      sorted.classes[at] = this.classes[n];
      sorted.probabilities[at] = this.probabilities[n];
    }
    return sorted;
  }
}
