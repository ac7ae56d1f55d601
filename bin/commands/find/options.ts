import { parseArgs } from 'node:util';
import { FILTERS, type FilterBy } from '#/ml/classic/label-issues.ts';
import { type Task, taskSchema } from '#/server/domain/task.ts';
import { UsageError } from '../usage.ts';

export const outputFormats = ['csv', 'jsonl', 'json'] as const;

const methods = ['auto', 'classic'] as const;
const encoderNames = ['lsa', 'patches', 'relation'] as const;
const joints = ['calibrated', 'uncalibrated'] as const;

export interface FindOptions {
  input: string | undefined;
  task: Task | undefined;
  columns: { text?: string; image?: string; label?: string; id?: string };
  labelSeparator: string | undefined;
  encoder: (typeof encoderNames)[number] | undefined;
  embeddings: string | undefined;
  predProbs: string | undefined;
  labels: string | undefined;
  classes: string[] | undefined;
  method: (typeof methods)[number];
  filterBy: FilterBy | undefined;
  joint: (typeof joints)[number] | undefined;
  count: number | undefined;
  seed: number;
  format: (typeof outputFormats)[number];
  /** The format was asked for, not assumed. */
  formatGiven: boolean;
  out: string | undefined;
  report: string | undefined;
}

const text = { type: 'string' } as const;
/** Every option of the command. */
export const knownOptions = {
  help: { type: 'boolean', short: 'h' },
  task: text,
  'text-column': text,
  'image-column': text,
  'label-column': text,
  'id-column': text,
  'label-separator': text,
  encoder: text,
  embeddings: text,
  'pred-probs': text,
  labels: text,
  classes: text,
  method: { ...text, default: 'auto' },
  'filter-by': text,
  joint: text,
  count: text,
  seed: { ...text, default: '0' },
  format: text,
  out: text,
  report: text,
} as const;

const parse = (args: string[]) => parseArgs({ args, allowPositionals: true, options: knownOptions });

/** Node's sentence goes on about dashes; ours names the page that lists the options. */
function parsed(args: string[]): Parsed {
  try {
    return parse(args);
  } catch (error) {
    const [sentence] = String((error as Error).message).split(/\. |\n/);
    throw new UsageError(`${sentence.replace(/\.$/, '')}; errata find --help lists all options.`);
  }
}

type Parsed = ReturnType<typeof parse>;

/** Everything that cannot go together, one line each. */
function conflicts({ values, positionals }: Parsed): string[] {
  const problems: string[] = [];
  const say = (bad: unknown, problem: string) => bad && problems.push(problem);
  const { labels, embeddings, encoder } = values;
  const predProbs = values['pred-probs'];
  const array = positionals.length === 1 && isArray(positionals[0]);
  say(positionals.length > 1, `Give one INPUT, not ${positionals.length}: ${positionals.join(', ')}.`);
  say(
    positionals.length === 0 && !(labels && (predProbs || embeddings)),
    'Give an INPUT file or folder, or --labels with --pred-probs or --embeddings; errata find --help tells more.',
  );
  say(array && !labels, 'An INPUT of numbers (.npy) needs --labels beside it.');
  say(array && (embeddings || predProbs), 'The INPUT is an array already; leave out --embeddings and --pred-probs.');
  say(
    positionals.length > 0 && !array && labels,
    '--labels goes without an INPUT; with one, its label column is used (--label-column).',
  );
  say(predProbs && embeddings, 'Give --embeddings or --pred-probs, not both.');
  say(encoder && (embeddings || predProbs || array), '--encoder has no use beside --embeddings or --pred-probs.');
  if (!predProbs) {
    say(
      values.method === 'classic',
      '--method classic needs --pred-probs FILE, the out-of-sample probabilities of a model; without them leave out --method.',
    );
    for (const name of ['filter-by', 'joint', 'count', 'classes', 'label-separator'] as const)
      say(values[name] !== undefined, `--${name} works on --pred-probs, which are not given.`);
  }
  say(values.count !== undefined && values['filter-by'] !== 'published', '--count goes with --filter-by published.');
  say(values['label-separator'] === '', '--label-separator: give at least one character.');
  return problems;
}

const isArray = (path: string): boolean => /\.npy$/i.test(path);

function oneOf<T extends string>(problems: string[], name: string, value: string | undefined, allowed: readonly T[]) {
  const found = allowed.find((a) => a === value);
  if (value !== undefined && found === undefined)
    problems.push(`--${name}: “${value}” is not one of ${allowed.join(', ')}.`);
  return found;
}

function wholeNumber(problems: string[], name: string, value: string | undefined, least: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(number) || number < least || number > 2 ** 31)
    problems.push(`--${name}: “${value}” is not a whole number from ${least} to ${2 ** 31}.`);
  return number;
}

/** Reads the arguments after `errata find`; null when help is asked for. @throws UsageError with one line per problem */
export function readFindOptions(args: string[]): FindOptions | null {
  const all = parsed(args);
  const { values, positionals } = all;
  if (values.help) return null;
  const problems = conflicts(all);
  const ending = outputFormats.find((format) => values.out?.toLowerCase().endsWith(`.${format}`));
  const array = positionals.length === 1 && isArray(positionals[0]);
  const options: FindOptions = {
    input: array ? undefined : positionals[0],
    task: oneOf(problems, 'task', values.task, taskSchema.options),
    columns: {
      text: values['text-column'],
      image: values['image-column'],
      label: values['label-column'],
      id: values['id-column'],
    },
    labelSeparator: values['label-separator'],
    encoder: oneOf(problems, 'encoder', values.encoder, encoderNames),
    embeddings: array ? positionals[0] : values.embeddings,
    predProbs: values['pred-probs'],
    labels: values.labels,
    classes: values.classes?.split(',').map((name) => name.trim()),
    method: oneOf(problems, 'method', values.method, methods) ?? 'auto',
    filterBy: oneOf(problems, 'filter-by', values['filter-by'], FILTERS),
    joint: oneOf(problems, 'joint', values.joint, joints),
    count: wholeNumber(problems, 'count', values.count, 1),
    seed: wholeNumber(problems, 'seed', values.seed, 0) ?? 0,
    format: oneOf(problems, 'format', values.format, outputFormats) ?? ending ?? 'csv',
    formatGiven: values.format !== undefined,
    out: values.out,
    report: values.report,
  };
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return options;
}
