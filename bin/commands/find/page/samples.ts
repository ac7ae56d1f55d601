import type { FindReport } from '../report.ts';
import type { ShownSample } from '../shownSamples.ts';
import { snippet } from '../snippet.ts';
import { type Html, html } from './html.ts';
import { mark } from './mark.ts';

/** Letters of a text that are shown. */
const letters = 900;

/** The samples that are looked at first, in their order. */
export function samplesSection(report: FindReport, rows: number[], samples: Map<number, ShownSample>): Html {
  if (rows.length === 0) return html`<section><h2>Nothing to look at</h2><p>No label is held for wrong.</p></section>`;
  const pictures = [...samples.values()].some((sample) => sample.kind === 'image');
  const items = rows.map((row) => (pictures ? pictureItem : textItem)(report, row, samples.get(row)));
  return html`<section><h2>The ${rows.length} most doubtful labels</h2>
<p class="quiet">Underlined in red: the label in the data. Beside or above it, in blue: the label that the model suggests, and how sure it is of that when it does not look at the given label. Nothing was changed; whether the model is right is for a reader to say.</p>
<ol class="${pictures ? 'pictures' : 'texts'}">${items}</ol></section>`;
}

function pictureItem(report: FindReport, row: number, sample: ShownSample | undefined): Html {
  const picture =
    sample?.kind === 'image'
      ? html`<span class="frame"><img class="${sample.tiny ? 'tiny' : ''}" src="${sample.url}" alt="Sample ${report.ids[row]}"></span>`
      : null;
  return html`<li>${picture}${mark(report, row, 'picture')}<span class="id" title="${report.ids[row]}">${shortened(report.ids[row])}</span></li>`;
}

function textItem(report: FindReport, row: number, sample: ShownSample | undefined): Html {
  const text = sample?.kind === 'text' ? sample : null;
  const body = text ? text.text.trim() : '';
  const shown = [...body].length > letters ? `${[...body].slice(0, letters - 1).join('')}…` : body;
  return html`<li><div>${text?.title ? html`<strong>${snippet(text.title, 160)}</strong>` : null}${text ? html`<blockquote dir="auto">${shown}</blockquote>` : null}<span class="id">${report.ids[row]}</span></div><div>${mark(report, row, 'text')}</div></li>`;
}

/** The end of a path tells more than its beginning. */
const shortened = (id: string): string => (id.length <= 22 ? id : `…${id.slice(-21)}`);
