import type { EvidenceRow } from './question.ts';

/**
 * Share of usable answers that fit the label, in [0,1]; null when there is none. A person's newest answer replaces the
 * model's. Unknown answers are left out: they are never a no.
 */
export function consistencyOf(evidence: readonly EvidenceRow[]): {
  matched: number;
  answered: number;
  value: number | null;
} {
  const fits = evidence.map(standing).filter((fit) => fit !== null);
  const matched = fits.filter(Boolean).length;
  return { matched, answered: fits.length, value: fits.length ? matched / fits.length : null };
}

/** What counts for one question: the newest person's answer, else the model's. */
export function standing(row: EvidenceRow): boolean | null {
  return row.readers[0]?.fits ?? row.fits;
}

/** Doubted below one half. A tie is not doubted, for everyone alike. */
export const doubtedBelow = 0.5;
