import { UsageError } from '../usage.ts';
import type { FindOptions } from './options.ts';
import type { FindReport } from './report.ts';

/** Scores labels by given probabilities alone. */
export async function findByProbabilities(path: string, _options: FindOptions): Promise<FindReport> {
  throw new UsageError(`--pred-probs: ${path} cannot be used yet.`);
}
