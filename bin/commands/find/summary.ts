import type { FindReport } from './report.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
/** Cells of the noise matrix that are listed. */
const listed = 5;

function wrongLine({ wrong, variance, given }: FindReport): string {
  const labelled = given.reduce((n, label) => n + (label < 0 ? 0 : 1), 0);
  const share = wrong / Math.max(1, labelled);
  if (variance === null)
    return `Estimated wrong: ${percent(share)} (${Math.round(wrong).toLocaleString('en')} labels).`;
  const half = (1.96 * Math.sqrt(variance)) / Math.max(1, labelled);
  const [low, high] = [Math.max(0, share - half), Math.min(1, share + half)];
  return `Estimated wrong: ${percent(share)} (${percent(low)} to ${percent(high)} from chance alone; the model's own error is not in it).`;
}

function noiseLines({ noiseMatrix, classes }: FindReport): string[] {
  const k = classes.length;
  const cells: [number, number, number][] = [];
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) if (i !== j) cells.push([noiseMatrix[i * k + j], i, j]);
  cells.sort((a, b) => b[0] - a[0]);
  const top = cells.filter(([p]) => p >= 0.0005).slice(0, listed);
  return top.map(([p, i, j]) => `  true ${classes[i]}, given ${classes[j]}: ${percent(p)}`);
}

/** What is said on stderr at the end. */
export function summaryOf(report: FindReport): string {
  const { ids, classes, durations, backend, method, isIssue } = report;
  const issues = isIssue.reduce((n, v) => n + v, 0);
  const noise = noiseLines(report);
  const stages = Object.entries(durations).map(([name, ms]) => `${name} ${(ms / 1000).toFixed(2)} s`);
  return [
    `${ids.length.toLocaleString('en')} samples, ${classes.length.toLocaleString('en')} classes, ${issues.toLocaleString('en')} ${issues === 1 ? 'label' : 'labels'} held for wrong.`,
    wrongLine(report),
    ...(noise.length > 0 ? ['Noise matrix, largest cells:', ...noise] : []),
    `Method: ${method}${backend ? `, backend ${backend}` : ''}.`,
    `Time: ${stages.join(', ')}.`,
    '',
  ].join('\n');
}
