import { estimateOf, type FindReport, issuesOf, labelledOf } from '../report.ts';
import type { ShownSample } from '../shownSamples.ts';
import { Html, html } from './html.ts';
import { matrixSection } from './matrix.ts';
import type { Patch } from './patch.ts';
import { samplesSection } from './samples.ts';
import { style } from './style.ts';

export interface Page {
  report: FindReport;
  /** Name of the data, as the title shows it. */
  name: string;
  rows: number[];
  samples: Map<number, ShownSample>;
  patch: Patch;
  checksums: { file: string; sha256: string }[];
  /** The command that makes this page again. */
  command: string;
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const whole = (n: number) => Math.round(n).toLocaleString('en');

/** The whole page as text: it needs no other file, loads nothing and runs no script. */
export function pageOf({ report, name, rows, samples, patch, checksums, command }: Page): string {
  const { share, interval } = estimateOf(report);
  const issues = issuesOf(report);
  const download = `data:application/x-ndjson;base64,${Buffer.from(patch.text).toString('base64')}`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${name}: label errors</title><style>${new Html(style)}</style></head><body><main>
<header><h1>Label errors in ${name}</h1>
<div class="figures">
<div><div class="figure">${whole(issues)}</div><p>of ${whole(labelledOf(report))} labels held for wrong</p></div>
<div><div class="figure">${percent(share)}</div><p>estimated wrong in all, about ${whole(report.wrong)} labels${interval ? html`; ${percent(interval[0])} to ${percent(interval[1])} by chance alone` : null}. The model's own error is not in it: only a look at a random sample tells.</p></div>
<div><div class="figure">${whole(report.classes.length)}</div><p>classes in ${whole(report.ids.length)} samples</p></div>
</div></header>
${samplesSection(report, rows, samples)}
${matrixSection(report)}
<section><h2>Take it along</h2>
<p><a download="errata-patch.jsonl" href="${download}">Download the patch</a>: ${whole(patch.rows)} suggested changes as JSON lines (id, given_label, suggested_label, p_suggested)${patch.left > 0 ? `; ${whole(patch.left)} more are left out here, --out has them all` : ''}. Read before you apply it.</p>
<dl><dt>SHA-256 of the patch</dt><dd><code>${patch.sha256}</code></dd></dl></section>
<section><h2>How this was made</h2>
<dl><dt>Method</dt><dd>${report.method}${report.backend ? `, backend ${report.backend}` : ''}, seed ${report.seed}. Every label was judged by a model that had not seen it.</dd>
${checksums.map(({ file, sha256 }) => html`<dt>SHA-256 of ${file}</dt><dd><code>${sha256}</code></dd>`)}</dl>
<p>The same data, seed and command give the same rows:</p><pre>${command}</pre></section>
</main></body></html>
`;
  return page.text;
}
