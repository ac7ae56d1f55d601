/**
 * Expected calibration error: over equally wide bins of the predicted probability, the mean distance between what was
 * predicted and what happened, weighted by bin size. Predictions in [0,1]; NaN without any.
 */
export function calibrationError(
  predicted: ArrayLike<number>,
  happened: ArrayLike<number | boolean>,
  bins = 15,
): number {
  const sums = Array.from({ length: bins }, () => ({ count: 0, predicted: 0, happened: 0 }));
  for (let i = 0; i < predicted.length; i++) {
    const bin = sums[Math.min(bins - 1, Math.max(0, Math.floor(predicted[i] * bins)))];
    bin.count++;
    bin.predicted += predicted[i];
    bin.happened += happened[i] ? 1 : 0;
  }
  let error = 0;
  for (const bin of sums) error += Math.abs(bin.predicted - bin.happened);
  return error / predicted.length;
}
