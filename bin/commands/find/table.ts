import { type FindReport, orderOf, sureness } from './report.ts';
import type { ShownSample } from './shownSamples.ts';
import { snippet } from './snippet.ts';

const mostId = 28;
const mostLabel = 22;

/** The first rows for people to read: rank, id, given → suggested, how sure, and the sample's beginning. */
export function tableOf(report: FindReport, rows: number[], samples: Map<number, ShownSample>, width: number): string {
  const lines = rows.map((row, rank) => {
    const suggested = report.suggestedLabel(row);
    return {
      rank: String(rank + 1),
      id: snippet(report.ids[row], mostId),
      given: snippet(report.givenLabel(row) ?? '(none)', mostLabel),
      suggested: suggested === null ? '' : snippet(suggested, mostLabel),
      sure: sureness(report.pSuggested[row]),
      text: beginning(samples.get(row)),
    };
  });
  const head = { rank: '#', id: 'id', given: 'given', suggested: 'suggested', sure: 'model', text: '' };
  const all = [head, ...lines];
  const widest = (key: keyof typeof head) => Math.max(...all.map((line) => line[key].length));
  const [rank, id, given, suggested, sure] = (['rank', 'id', 'given', 'suggested', 'sure'] as const).map(widest);
  return all
    .map((line) => {
      const front = `${line.rank.padStart(rank)}  ${line.id.padEnd(id)}  ${line.given.padEnd(given)}  ${line.suggested.padEnd(suggested)}  ${line.sure.padStart(sure)}`;
      const room = width - front.length - 3;
      return `${front}${room > 12 && line.text !== '' ? `  ${snippet(line.text, room)}` : ''}`.trimEnd();
    })
    .join('\n');
}

function beginning(sample: ShownSample | undefined): string {
  if (sample?.kind !== 'text') return '';
  return sample.title ? `${sample.title}: ${sample.text}` : sample.text;
}

/** The rows that are looked at first. */
export const firstRows = (report: FindReport, most: number): number[] => [...orderOf(report).subarray(0, most)];
