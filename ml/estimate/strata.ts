/** One answer of the random audit. `q` is the doubt frozen before the answer. */
export interface AuditAnswer {
  q: number;
  wrong: boolean;
}

/** Labelled samples whose frozen doubt q lies in one range. */
export interface Stratum {
  /** Samples in the range, and the sum of their q. */
  count: number;
  sumQ: number;
  /** Samples of them that people have answered, in whatever way. */
  reviewed: number;
  /** Of the reviewed ones, how many given labels are wrong. */
  found: number;
  /**
   * Every sample of the range that the random audit has drawn and that has been answered, whether the answer came
   * through the audit or earlier or later through the order of review: the draw is what makes the sample random.
   */
  audited: AuditAnswer[];
}

/** Upper ends of the ranges: fine where most samples are, so that neighbouring ranges can be merged as audits allow. */
export const STRATUM_ENDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 1];

/** Number of the stratum that a doubt belongs to: the first whose end is ≥ q. */
export function stratumOf(q: number): number {
  const at = STRATUM_ENDS.findIndex((end) => q <= end);
  return at < 0 ? STRATUM_ENDS.length - 1 : at;
}

function empty(): Stratum {
  return { count: 0, sumQ: 0, reviewed: 0, found: 0, audited: [] };
}

/** Two strata as one. */
export function joined(a: Stratum, b: Stratum): Stratum {
  return {
    count: a.count + b.count,
    sumQ: a.sumQ + b.sumQ,
    reviewed: a.reviewed + b.reviewed,
    found: a.found + b.found,
    audited: [...a.audited, ...b.audited],
  };
}

/** Per-sample figures put into strata. */
export function intoStrata(q: Float64Array, outcome: Int8Array, audited: Uint8Array): Stratum[] {
  const strata = STRATUM_ENDS.map(empty);
  for (let i = 0; i < q.length; i++) {
    const stratum = strata[stratumOf(q[i])];
    stratum.count++;
    stratum.sumQ += q[i];
    if (outcome[i] < 0) continue;
    stratum.reviewed++;
    if (outcome[i] === 1) stratum.found++;
    if (audited[i] === 1) stratum.audited.push({ q: q[i], wrong: outcome[i] === 1 });
  }
  return strata;
}

/** Neighbouring strata with unanswered samples, merged from the low end until each has `least` audit answers. */
export function mergedStrata(strata: readonly Stratum[], least: number): Stratum[] {
  const merged: Stratum[] = [];
  let open = empty();
  for (const stratum of strata) {
    if (stratum.count === stratum.reviewed) continue;
    open = joined(open, stratum);
    if (open.audited.length >= least) {
      merged.push(open);
      open = empty();
    }
  }
  if (open.count > 0) {
    const last = merged.pop();
    merged.push(last ? joined(last, open) : open);
  }
  return merged;
}
