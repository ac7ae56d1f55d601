import { ErrataError } from '#/server/domain/error.ts';
import { problemSentence } from '#/server/formats/index.ts';
import { findByModel } from './find/model.ts';
import { findHelp, readFindOptions } from './find/options.ts';
import { findByProbabilities } from './find/probabilities.ts';
import { summaryOf } from './find/summary.ts';
import { writeReport } from './find/write.ts';
import { UsageError } from './usage.ts';

/** Finds doubtful labels in a file or folder without a server: rows on stdout or in --out, the summary on stderr. */
export async function run(args: string[]): Promise<number> {
  const options = readFindOptions(args);
  if (options === null) {
    process.stdout.write(findHelp);
    return 0;
  }
  try {
    const report =
      options.predProbs !== undefined
        ? await findByProbabilities(options.predProbs, options)
        : await findByModel(options.input!, options, progressLine);
    await writeReport(report, options);
    process.stderr.write(summaryOf(report));
    return 0;
  } catch (error) {
    // One line per problem, and no more.
    if (error instanceof ErrataError && error.problems.length > 0)
      throw new UsageError(error.problems.map(problemSentence).join('\n'));
    throw error;
  }
}

/** Notes always; progress only where somebody watches. */
function progressLine(line: string): void {
  if (line.startsWith('Note:') || line.startsWith('And ') || process.stderr.isTTY) process.stderr.write(`${line}\n`);
}
