import type { Calibration } from '#/ml/round/calibrated.ts';
import type { FitRows } from '#/ml/round/noise-matrix.ts';
import { fitSharpness, type Sharpness, sharpened } from '#/ml/round/sharpness.ts';
import type { Targets } from '#/ml/round/targets.ts';

/** Rates are tried from this share of the fitted one to that. */
const LEAST = 0.85;
const MOST = 1.25;
/** Half of the labels wrong, and nothing tells the classes apart. */
const FARTHEST = 0.47;
/** Log-likelihood, over all fitted rows, that the larger rate may cost. */
const SLACK = 1;
const ITERATIONS = 20;

/** Log-likelihood of what is known about the fitted rows. */
function likelihoodOf(fit: FitRows, { given, settled, classes }: Targets, { noise, sharpness }: Calibration): number {
  const { probabilities } = sharpened(fit, classes, sharpness);
  let sum = 0;
  for (let r = 0; r < fit.rows.length; r++) {
    const known = settled[fit.rows[r]];
    const y = given[fit.rows[r]];
    let seen = 0;
    for (let c = 0; c < classes; c++)
      seen += probabilities[r * classes + c] * (known >= 0 ? Number(c === known) : noise[c * classes + y]);
    sum += Math.log(seen + 1e-300);
  }
  return sum;
}

/**
 * Of two classes, the most noise that the given labels allow: of all rates near the fitted one whose likelihood, with the
 * sharpness that suits them best, is within one of the best, the largest. Many wrong labels and classes that are easy to tell
 * are then as likely as fewer of them and classes that are hard to; the classes are held for as easy as they can be.
 * `step` is how far apart the rates are, as a share of the fitted one.
 */
export function mostNoise(
  fit: FitRows,
  targets: Targets,
  { noise, sharpness }: Calibration,
  step: number,
): Calibration {
  const rate = (noise[1] + noise[2]) / 2;
  const tried: (Calibration & { likelihood: number })[] = [];
  let from: Sharpness = sharpness;
  for (let factor = LEAST; factor < MOST + step / 2 && factor * rate <= FARTHEST; factor += step) {
    const [first, second] = [Math.min(FARTHEST, factor * noise[1]), Math.min(FARTHEST, factor * noise[2])];
    const scaled = Float64Array.of(1 - first, first, second, 1 - second);
    // Two starts: the likelihood has several hills.
    const fits = [from, new Float64Array(sharpness.length)].map((start) => {
      const own = { noise: scaled, sharpness: fitSharpness(fit, targets, scaled, start, ITERATIONS) };
      return { ...own, likelihood: likelihoodOf(fit, targets, own) };
    });
    const better = fits[0].likelihood >= fits[1].likelihood ? fits[0] : fits[1];
    from = better.sharpness;
    tried.push(better);
  }
  const best = Math.max(...tried.map(({ likelihood }) => likelihood));
  const chosen = tried.findLast(({ likelihood }) => likelihood >= best - SLACK);
  return chosen ? { noise: chosen.noise, sharpness: chosen.sharpness } : { noise, sharpness };
}
