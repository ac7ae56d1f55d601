import { createHash } from 'node:crypto';
import { type FindReport, orderOf } from '../report.ts';

/** Rows beyond which the page would be too heavy to open. */
const most = 20_000;

export interface Patch {
  /** JSON lines, one for each label held for wrong, the most doubtful first. */
  text: string;
  rows: number;
  /** Labels held for wrong that are left out. */
  left: number;
  sha256: string;
}

/** The changes that the model would make; what it suggests still has to be looked at. */
export function patchOf(report: FindReport): Patch {
  const issues = [...orderOf(report)].filter((row) => report.isIssue[row] === 1);
  const lines = issues.slice(0, most).map((row) =>
    JSON.stringify({
      id: report.ids[row],
      given_label: report.givenLabel(row),
      suggested_label: report.suggestedLabel(row),
      p_suggested: Math.round(1e6 * report.pSuggested[row]) / 1e6,
    }),
  );
  const text = lines.map((line) => `${line}\n`).join('');
  return {
    text,
    rows: lines.length,
    left: issues.length - lines.length,
    sha256: createHash('sha256').update(text).digest('hex'),
  };
}
