import { buildGeometry, runRound } from '#/ml/index.ts';
import type { Progress } from '#/ml/types.ts';
import { readFeatures } from './features.ts';
import { readInput } from './input.ts';
import type { FindOptions } from './options.ts';
import type { FindReport } from './report.ts';

/** Encodes the samples of an input and scores every label by a cold round. */
export async function findByModel(
  path: string,
  options: FindOptions,
  say: (line: string) => void,
): Promise<FindReport> {
  const durations: Record<string, number> = {};
  let since = performance.now();
  const stage = (name: string) => {
    durations[name] = performance.now() - since;
    since = performance.now();
  };
  const input = await readInput(path, options);
  try {
    for (const note of input.notes.listed.slice(0, 5))
      say(
        `Note: ${[note.file, note.line && `line ${note.line}`].filter(Boolean).join(', ')}${note.file ? ': ' : ''}${note.message}`,
      );
    if (input.notes.count > 5) say(`And ${(input.notes.count - 5).toLocaleString('en')} more notes.`);
    stage('read');
    const progress: Progress = (_, message) => say(message);
    const features = await readFeatures(input, options, progress);
    stage('encode');
    const geometry = await buildGeometry(features, { seed: options.seed }, progress);
    stage('geometry');
    const { labels, classes, ids } = input;
    const round = await runRound(geometry, {
      labels,
      classes: classes.length,
      evidence: [],
      mode: 'cold',
      seed: options.seed,
    });
    stage('round');
    return {
      ids,
      given: labels,
      classes,
      isIssue: Uint8Array.from(round.pGiven, (p, i) => (labels[i] >= 0 && p < 0.5 ? 1 : 0)),
      quality: round.suspicion.map((s) => 1 - s),
      suggested: round.suggested,
      pSuggested: round.pSuggested,
      signals: round.signals,
      wrong: round.noiseRate * labels.reduce((n, label) => n + (label < 0 ? 0 : 1), 0),
      variance: round.pGiven.reduce((sum, p, i) => sum + (labels[i] < 0 ? 0 : p * (1 - p)), 0),
      noiseMatrix: round.noiseMatrix,
      method: `leave-one-out experts on ${options.embeddings ? 'given embeddings' : input.task === 'text' ? 'lsa' : 'patches'}`,
      backend: round.backend,
      durations,
    };
  } finally {
    await input.close();
  }
}
