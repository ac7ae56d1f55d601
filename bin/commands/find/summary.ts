import { confusionsOf, estimateOf, type FindReport, issuesOf, labelledOf } from './report.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const whole = (n: number) => Math.round(n).toLocaleString('en');
/** Cells of the noise matrix that are listed. */
const listed = 5;

function estimateLines(report: FindReport): string[] {
  const { share, interval } = estimateOf(report);
  const lines = [`Estimated wrong: ${percent(share)} of the labels, about ${whole(report.wrong)}.`];
  if (interval)
    lines.push(
      `  Chance alone leaves ${percent(interval[0])} to ${percent(interval[1])} open; the model's own error is not in it.`,
    );
  return lines;
}

function confusionLines(report: FindReport): string[] {
  // A matrix has smoothed cells also where not one label is estimated to be wrong.
  if (Math.round(report.wrong) === 0) return [];
  const cells = confusionsOf(report, listed);
  if (cells.length === 0) return [];
  const lines = cells.map(({ real, given, p }) => `  ${percent(p)} of what is ${real} is labelled ${given}`);
  return ['Most common mistakes:', ...lines];
}

/** What is said on stderr at the end. */
export function summaryOf(report: FindReport): string {
  const { ids, classes, durations, backend, method, seed } = report;
  const issues = issuesOf(report);
  const without = ids.length - labelledOf(report);
  const stages = Object.entries(durations).map(([name, ms]) => `${name} ${(ms / 1000).toFixed(2)} s`);
  return [
    `${whole(ids.length)} samples, ${whole(classes.length)} classes, ${whole(issues)} ${issues === 1 ? 'label' : 'labels'} held for wrong.${without > 0 ? ` ${whole(without)} have no label.` : ''}`,
    ...estimateLines(report),
    ...confusionLines(report),
    `Method: ${method}${backend ? `, backend ${backend}` : ''}, seed ${seed}.`,
    `Time: ${stages.join(', ')}.`,
    '',
  ].join('\n');
}
