import { type FindReport, sureness } from '../report.ts';
import { type Html, html } from './html.ts';

/** Characters of both labels that fit beside each other, by what stands above them. */
const room = { picture: 9, text: 22 };

/**
 * The proof mark of a label that is doubted and not yet decided: the given label queried, not struck, the suggested one
 * pencilled beside it, or above it where both are long; and how sure the model is.
 */
export function mark(report: FindReport, row: number, of: keyof typeof room): Html {
  const given = report.givenLabel(row);
  const suggested = report.suggestedLabel(row);
  const old = html`<span class="given label"><span class="vh">given </span>${given ?? '∅'}</span>`;
  if (suggested === null) return html`<span class="pm">${old}</span>`;
  const fresh = suggested === '' ? '∅' : suggested;
  const stacked = [...(given ?? '∅')].length + [...fresh].length > room[of];
  const p = Math.round(100 * report.pSuggested[row]);
  const sure = sureness(report.pSuggested[row]);
  return html`<span class="${stacked ? 'pm stack' : 'pm'}">${old}<span class="vh">, </span><span class="suggested label"><span class="vh">suggested </span>${fresh}</span></span><span class="bar" role="img" aria-label="model ${sure}"><i style="width:${p}%"></i></span><span class="quiet">model ${sure}</span>`;
}
