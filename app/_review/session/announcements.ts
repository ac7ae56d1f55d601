import { count, duration } from '#/app/_ui/figures.ts';
import type { ReviewItem, RoundNews } from '#/server/domain/views.ts';
import { leansToGiven } from '../labels/leaning.ts';
import type { Past } from './session.ts';

/** A decision in words. Labels stand between backticks, as in the reasons. */
export function decisionInWords(past: Pick<Past, 'verdict' | 'label' | 'givenLabel' | 'reason'>): string {
  if (past.givenLabel === null) {
    if (past.verdict === 'relabel') return `\`${past.label}\` it is.`;
    if (past.verdict === 'both') return 'Both labels fit.';
    if (past.verdict === 'none') return 'No label fits.';
  }
  const given = past.givenLabel === null ? 'no label' : `\`${past.givenLabel}\``;
  switch (past.verdict) {
    case 'keep':
      return `${given} stands.`;
    case 'relabel':
      return `For ${given} read \`${past.label}\`.`;
    case 'both':
      return past.label === null ? `${given} and another label fit.` : `${given} and \`${past.label}\` both fit.`;
    case 'none':
      return `${given} struck; no label fits.`;
    case 'exclude':
      return past.reason ? `Left out: ${past.reason}.` : 'Left out.';
    case 'unsure':
      return 'Passed to another reader.';
    case 'skip':
      return 'Skipped.';
  }
}

/** What became of it, after the decision itself; empty while all is well and on its way. */
export function deliveryInWords(past: Past): string {
  switch (past.delivery) {
    case 'saved':
      return past.verdict === 'skip' ? '' : 'Saved.';
    case 'late':
      return past.message ?? 'Someone else answered too; yours is saved as a second reading.';
    case 'rejected':
      return `Not counted. ${past.message ?? ''}`.trim();
    case 'kept':
      return '';
  }
}

export function roundInWords(round: RoundNews): { line: string; small: string | null } {
  if (round.state === 'running')
    return { line: `is re-scoring ${count(round.samples)} samples`, small: 'You can go on reviewing.' };
  if (round.state === 'failed')
    return { line: 'did not finish', small: `Round ${round.number - 1} scores still stand.` };
  const took = round.milliseconds;
  const { doubted, cleared } = round.diff;
  return {
    line: `${round.trigger === 'import' ? 'scored' : 're-scored'} ${count(round.samples)} samples${took === null ? '' : ` in ${duration(took)}`}`,
    small: round.trigger === 'import' ? null : `${count(doubted)} newly doubted, ${count(cleared)} cleared`,
  };
}

/** What a screen reader hears when a sample comes up: the last decision, then the new sample's labels. */
export function sampleAloud(item: ReviewItem, past: Past | undefined): string {
  const before = past ? `${decisionInWords(past)} ` : '';
  if (item.blind)
    return `${before.replaceAll('`', '')}Next sample. Left ${item.blind.left}, right ${item.blind.right}.`;
  const given = item.sample.givenLabel === null ? 'No label given' : `Given ${item.sample.givenLabel}`;
  const suggested = item.suggestion
    ? `, ${leansToGiven(item) ? 'next likeliest' : 'suggested'} ${item.suggestion.label}`
    : '';
  return `${before.replaceAll('`', '')}Next sample. ${given}${suggested}.`;
}
