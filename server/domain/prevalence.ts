/** Accuracies of one model on two parts of a test set: those whose label was wrong, by the corrected labels, and the rest. */
export interface PartAccuracies {
  onCorrected: number;
  onRest: number;
}

/** Accuracy at a share N of wrong test labels: acc(N) = N·A_B + (1 − N)·A_G (Northcutt, Athalye and Mueller, 2021). */
export function accuracyAt({ onCorrected, onRest }: PartAccuracies, share: number): number {
  return share * onCorrected + (1 - share) * onRest;
}

/** The share of wrong labels at which two models change places; null where one is ahead, or they are level, throughout. */
export function crossover(a: PartAccuracies, b: PartAccuracies): number | null {
  const onRest = a.onRest - b.onRest;
  const onCorrected = a.onCorrected - b.onCorrected;
  if (onRest * onCorrected >= 0) return null;
  return onRest / (onRest - onCorrected);
}
