import { eq } from 'drizzle-orm';
import { dataset } from '#/db/schema/index.ts';
import { type ErrorEstimate, estimateFromStrata, LEAST_ANSWERS } from '#/ml/estimate/errors.ts';
import type { Stratum } from '#/ml/estimate/strata.ts';
import type { Ctx } from '#/server/context.ts';
import type { Interval } from '#/server/domain/views.ts';
import { type BulkShare, loadBulkShare, withBulk } from './bulkShare.ts';
import { loadStrata } from './strata.ts';

export interface AuditedEstimate {
  answered: number;
  wrong: number;
  /** Audit answers missing until there is an estimate; 0 when there is one. */
  needed: number;
  errors: ErrorEstimate | null;
}

/** The one estimator of everything that is said about wrong labels. */
export function estimateFrom(strata: readonly Stratum[], bulks: BulkShare): AuditedEstimate {
  const answers = strata.flatMap((s) => s.audited);
  const audited = estimateFromStrata(strata);
  const errors = audited && withBulk(audited, bulks);
  return {
    answered: answers.length,
    wrong: answers.filter((a) => a.wrong).length,
    needed: errors ? 0 : LEAST_ANSWERS - answers.length,
    errors,
  };
}

/**
 * Share of labels wrong at import and now, each with its 95% interval; null while the audit has too few answers.
 * The caller has checked the actor.
 */
export async function datasetEstimate(
  ctx: Pick<Ctx, 'db' | 'sql'>,
  datasetId: number,
): Promise<{ first: Interval; now: Interval } | null> {
  const [row] = await ctx.db
    .select({ id: dataset.id, eventSeq: dataset.eventSeq, roundId: dataset.roundId })
    .from(dataset)
    .where(eq(dataset.id, datasetId));
  if (!row) return null;
  const [strata, bulks] = await Promise.all([loadStrata(ctx.sql, row), loadBulkShare(ctx.sql, row)]);
  const { errors } = estimateFrom(strata, bulks);
  return errors && { first: errors.firstShare, now: errors.nowShare };
}
