import { confusionsOf, type FindReport } from '../report.ts';
import { type Html, html } from './html.ts';

/** Classes beyond which a whole matrix is no picture any more. */
const mostClasses = 24;
const listed = 20;

const percent = (p: number) => (p >= 0.0995 ? `${Math.round(100 * p)}` : (100 * p).toFixed(1));

/** Which class is labelled as which: the whole matrix, or the most common mistakes where there are many classes. */
export function matrixSection(report: FindReport): Html | null {
  const { noiseMatrix, classes } = report;
  if (!noiseMatrix) return null;
  const confusions = confusionsOf(report, listed);
  const heading = html`<h2>What is taken for what</h2>`;
  if (classes.length > mostClasses) {
    const rows = confusions.map(
      ({ real, given, p }) =>
        html`<tr><td class="label">${real}</td><td class="label">${given}</td><td class="n">${percent(p)}%</td></tr>`,
    );
    return html`<section>${heading}<div class="scroll"><table class="list"><caption>The most common mistakes, in percent of the samples that truly are of the class.</caption><thead><tr><th>truly</th><th>labelled</th><th>share</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
  }
  const k = classes.length;
  const most = Math.max(1e-9, ...confusions.map(({ p }) => p));
  const cell = (i: number, j: number): Html => {
    const p = noiseMatrix[i * k + j];
    if (i === j) return html`<td class="same">${percent(p)}</td>`;
    if (p < 0.0005) return html`<td></td>`;
    return html`<td style="background:color-mix(in srgb,var(--pen) ${Math.round(6 + 54 * (p / most))}%,transparent)">${percent(p)}</td>`;
  };
  const indices = classes.map((_, c) => c);
  const body = indices.map(
    (i) => html`<tr><th scope="row" class="label">${classes[i]}</th>${indices.map((j) => cell(i, j))}</tr>`,
  );
  return html`<section>${heading}<div class="scroll"><table class="matrix"><caption>Of the samples that truly are of the class on the left, so many percent carry the label above, as the model sees it.</caption><thead><tr><td></td>${classes.map((name) => html`<th scope="col" class="label">${name}</th>`)}</tr></thead><tbody>${body}</tbody></table></div></section>`;
}
