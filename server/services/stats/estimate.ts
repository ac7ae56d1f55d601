import { eq } from 'drizzle-orm';
import { dataset } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { auditForOnePoint, type ErrorEstimate, estimateErrors, type Stratum } from '#/server/domain/errorEstimate.ts';
import type { Interval } from '#/server/domain/views.ts';
import { loadStrata } from './strata.ts';

/** Audit answers below which no estimate is shown: the interval would say next to nothing. */
const enough = 30;

export interface AuditedEstimate {
  answered: number;
  wrong: number;
  /** Audit answers missing until there is an estimate. */
  needed: number;
  neededForOnePoint: number | null;
  /** Labelled samples. */
  samples: number;
  errors: ErrorEstimate | null;
}

/** The one estimator of everything that is said about wrong labels. */
export function estimateFrom(strata: readonly Stratum[]): AuditedEstimate {
  const sum = (of: (s: Stratum) => number) => strata.reduce((total, s) => total + of(s), 0);
  const answered = sum((s) => s.audited);
  const samples = sum((s) => s.samples);
  // A small set that has been gone through is known without thirty answers.
  const needed = Math.max(0, Math.min(enough, samples) - answered);
  const known = samples > 0 && (needed === 0 || sum((s) => s.settled) === samples);
  return {
    answered,
    wrong: sum((s) => s.auditedWrong),
    needed: known ? 0 : needed,
    neededForOnePoint: known ? auditForOnePoint(strata) : null,
    samples,
    errors: known ? estimateErrors(strata) : null,
  };
}

export const asShare = ({ value, low, high }: Interval, of: number): Interval => ({
  value: value / of,
  low: low / of,
  high: high / of,
});

/**
 * Share of labels wrong at import and now, each with its 95% interval; null while the audit has too few answers.
 * The caller has checked the actor.
 */
export async function datasetEstimate(
  ctx: Pick<Ctx, 'db' | 'sql'>,
  datasetId: number,
): Promise<{ first: Interval; now: Interval } | null> {
  const [row] = await ctx.db
    .select({ id: dataset.id, eventSeq: dataset.eventSeq, auditCursor: dataset.auditCursor, roundId: dataset.roundId })
    .from(dataset)
    .where(eq(dataset.id, datasetId));
  if (!row) return null;
  const { errors, samples } = estimateFrom(await loadStrata(ctx.sql, row));
  return errors && { first: asShare(errors.first, samples), now: asShare(errors.remaining, samples) };
}
