/** Classes kept per sample. */
export const KEPT = 5;

export interface TopClasses {
  /** [N × 5], likeliest first, −1 beyond K. */
  classes: Int32Array;
  probabilities: Float32Array;
  /** [N] likeliest class other than the given one, and its probability. */
  suggested: Int32Array;
  pSuggested: Float32Array;
}

/** The likeliest classes of every sample; equal probabilities go to the lower class number. */
export function topClasses(p: Float32Array, given: Int32Array, classes: number): TopClasses {
  const rows = given.length;
  const top = new Int32Array(rows * KEPT).fill(-1);
  const probabilities = new Float32Array(rows * KEPT);
  const suggested = new Int32Array(rows).fill(-1);
  const pSuggested = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    const start = i * KEPT;
    for (let c = 0; c < classes; c++) {
      const value = p[i * classes + c];
      if (c !== given[i] && (suggested[i] < 0 || value > pSuggested[i])) {
        suggested[i] = c;
        pSuggested[i] = value;
      }
      let slot = start + KEPT - 1;
      if (top[slot] >= 0 && value <= probabilities[slot]) continue;
      while (slot > start && (top[slot - 1] < 0 || probabilities[slot - 1] < value)) {
        top[slot] = top[slot - 1];
        probabilities[slot] = probabilities[slot - 1];
        slot--;
      }
      top[slot] = c;
      probabilities[slot] = value;
    }
  }
  return { classes: top, probabilities, suggested, pSuggested };
}
