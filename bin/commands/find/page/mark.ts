import { type FindReport, sureness } from '../report.ts';
import { type Html, html } from './html.ts';

/** The proof mark: the given label struck, the suggested one beside it, and how sure the model is of it. */
export function mark(report: FindReport, row: number): Html {
  const given = report.givenLabel(row);
  const suggested = report.suggestedLabel(row);
  const p = Math.round(100 * report.pSuggested[row]);
  const sure = sureness(report.pSuggested[row]);
  // A line through a single letter makes another letter of it: a struck 7 reads as a crossed 7. It gets a slash.
  const struck = given !== null && [...given].length === 1 ? 'label one' : 'label';
  const words = `Given ${given ?? 'nothing'}${suggested === null ? '' : `, suggested ${suggested}, model ${sure}`}`;
  return html`<span class="pm" title="${words}"><del class="${struck}">${given ?? '∅'}</del>${suggested === null ? null : html`<ins class="label">${suggested === '' ? '∅' : suggested}</ins>`}</span>${suggested === null ? null : html`<span class="bar" role="img" aria-label="model ${sure}"><i style="width:${p}%"></i></span><span class="quiet">model ${sure}</span>`}`;
}
