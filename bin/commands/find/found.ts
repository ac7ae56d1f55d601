import type { FindInput } from './input.ts';
import type { FindReport } from './report.ts';

/** What was found, and the samples it was found in, where they are at hand. Whoever gets it closes the input. */
export interface FoundSamples {
  report: FindReport;
  input: FindInput | null;
}
