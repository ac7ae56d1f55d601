import { ErrataError } from '#/server/domain/error.ts';
import { problemSentence } from '#/server/formats/index.ts';
import type { FoundSamples } from './find/found.ts';
import { findHelp } from './find/help.ts';
import { type FindOptions, readFindOptions } from './find/options.ts';
import { ProgressLine } from './find/progress.ts';
import { summaryOf } from './find/summary.ts';
import { firstRows, tableOf } from './find/table.ts';
import { checkWritable, writeReport } from './find/write.ts';
import { UsageError } from './usage.ts';

/** Rows that a person sees on a terminal. */
const onTerminal = 20;

/** Problems that are listed. */
const mostProblems = 20;

/** Finds doubtful labels in a file or folder without a server: rows on stdout or in --out, the summary on stderr. */
export async function run(args: string[]): Promise<number> {
  const options = readFindOptions(args);
  if (options === null) {
    process.stdout.write(findHelp);
    return 0;
  }
  const progress = new ProgressLine(process.stderr);
  try {
    // A result that took minutes must not be lost to a misspelt folder.
    for (const name of ['out', 'report'] as const) await checkWritable(name, options[name]);
    const found = await findLabels(options, progress);
    try {
      await tell(found, options, progress);
    } finally {
      await found.input?.close();
    }
    return 0;
  } catch (error) {
    progress.clear();
    throw error instanceof ErrataError && error.problems.length > 0 ? new UsageError(linesOf(error)) : error;
  }
}

/** Only what is needed is loaded: TensorFlow.js alone takes longer than confident learning on a million rows. */
async function findLabels(options: FindOptions, progress: ProgressLine): Promise<FoundSamples> {
  if (options.predProbs) return (await import('./find/probabilities.ts')).findByProbabilities(options, progress);
  return (await import('./find/model.ts')).findByModel(options, progress);
}

/** One line per problem; the first of very many, and how many more there are. */
function linesOf({ problems, message }: ErrataError): string {
  const [only] = problems;
  // The sentence of a single problem may say more than its note beside the file.
  if (problems.length === 1 && only.file !== undefined && message.includes(only.file)) return message;
  const lines = problems.slice(0, mostProblems).map(problemSentence);
  const left = problems.length - lines.length;
  return [...lines, ...(left > 0 ? [`And ${left} more problems, at least.`] : [])].join('\n');
}

async function tell({ report, input }: FoundSamples, options: FindOptions, progress: ProgressLine): Promise<void> {
  if (options.report !== undefined) {
    progress.begin('Reporting');
    const { writePage } = await import('./find/page/write.ts');
    await writePage({ report, input }, options, options.report);
  }
  progress.clear();
  const forPeople = process.stdout.isTTY && options.out === undefined && !options.formatGiven;
  if (!forPeople) await writeReport(report, options);
  // People who send the rows elsewhere still want to see what they got.
  if (forPeople || (options.out !== undefined && process.stderr.isTTY)) {
    const rows = firstRows(report, forPeople ? onTerminal : onTerminal / 4);
    const samples = input
      ? await (await import('./find/shownSamples.ts')).readSamples(input, { rows, pictures: false })
      : new Map();
    const stream = forPeople ? process.stdout : process.stderr;
    stream.write(`The most doubtful labels:\n${tableOf(report, rows, samples, stream.columns || 100)}\n\n`);
  }
  process.stderr.write(summaryOf(report));
  if (options.out !== undefined) process.stderr.write(`Rows: ${options.out}\n`);
  if (options.report !== undefined) process.stderr.write(`Report: ${options.report}\n`);
  if (forPeople && report.ids.length > onTerminal)
    process.stderr.write(
      `These are ${onTerminal} of ${report.ids.length.toLocaleString('en')} rows; --out issues.csv keeps all of them, --report issues.html shows them.\n`,
    );
}
