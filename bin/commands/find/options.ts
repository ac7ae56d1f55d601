import { parseArgs } from 'node:util';
import { FILTERS, type FilterBy } from '#/ml/classic/label-issues.ts';
import { type Task, taskSchema } from '#/server/domain/task.ts';
import { UsageError } from '../usage.ts';

export const outputFormats = ['csv', 'jsonl', 'json'] as const;

const methods = ['auto', 'classic'] as const;
const encoderNames = ['lsa', 'patches'] as const;

export interface FindOptions {
  input: string | undefined;
  task: Task | undefined;
  columns: { text?: string; image?: string; label?: string; id?: string };
  encoder: (typeof encoderNames)[number] | undefined;
  embeddings: string | undefined;
  predProbs: string | undefined;
  labels: string | undefined;
  method: (typeof methods)[number];
  filterBy: FilterBy;
  seed: number;
  format: (typeof outputFormats)[number];
  out: string | undefined;
}

export const findHelp = `Usage: errata find INPUT [options]
       errata find --pred-probs P.npy --labels y.npy [options]

Finds the labels in a file or folder that a model, asked fairly, does not believe. Needs no server and no database.
INPUT is a CSV, TSV, JSONL, JSON or Parquet file, or a ZIP or folder of pictures with a folder per class.

Columns (guessed from names and values where left out)
  --task text|image       what the samples are
  --text-column NAME      column with the text
  --image-column NAME     column with the picture (or its path in the ZIP or folder)
  --label-column NAME     column with the given label
  --id-column NAME        column with the id; the row number without one

What is known of the samples already
  --encoder lsa|patches   how texts or pictures become features; both learn on the data itself
  --embeddings E.npy      [N × D] features of your own, in the order of the rows
  --pred-probs P.npy      [N × K] out-of-sample probabilities, columns in lexicographic order of the classes
  --labels y.npy          [N] class numbers, when there is no INPUT

How
  --method auto|classic   auto: leave-one-out experts under a noise matrix; classic: confident learning on --pred-probs
                          (auto is classic where --pred-probs are given)
  --filter-by RULE        classic only: ${FILTERS.slice(0, 3).join(', ')},
                          ${FILTERS.slice(3).join(', ')} [${FILTERS[0]}]
  --seed NUMBER           the same seed gives the same result [0]

Output
  --format csv|jsonl|json [csv]
  --out FILE              write there; stdout without it

One row per sample, most suspicious first: id, is_label_issue, label_quality (0 look first, 1 fine), given_label,
suggested_label, p_suggested, and a column per signal (1 look first). The summary goes to stderr.
Exit codes: 0 done, 1 failed, 2 bad usage or bad input.
`;

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((a) => a === value);
  if (found === undefined) throw new UsageError(`--${name}: “${value}” is not one of ${allowed.join(', ')}.`);
  return found;
}

/** Reads the arguments after `errata find`; null when help is asked for. @throws UsageError with one line per problem */
export function readFindOptions(args: string[]): FindOptions | null {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      task: text,
      'text-column': text,
      'image-column': text,
      'label-column': text,
      'id-column': text,
      encoder: text,
      embeddings: text,
      'pred-probs': text,
      labels: text,
      method: { ...text, default: 'auto' },
      'filter-by': { ...text, default: FILTERS[0] },
      seed: { ...text, default: '0' },
      format: { ...text, default: 'csv' },
      out: text,
    },
  });
  if (values.help) return null;
  const seed = Number(values.seed);
  const problems: string[] = [];
  if (positionals.length > 1) problems.push(`Give one INPUT, not ${positionals.length}: ${positionals.join(', ')}.`);
  if (!Number.isSafeInteger(seed) || seed < 0 || seed > 2 ** 31)
    problems.push(`--seed: “${values.seed}” is not a whole number from 0 to ${2 ** 31}.`);
  if (positionals.length === 0 && !(values['pred-probs'] && values.labels))
    problems.push(
      'Give an INPUT file or folder, or both --pred-probs and --labels; errata find --help lists all options.',
    );
  if (positionals.length > 0 && values.labels)
    problems.push('--labels goes without an INPUT; with one, its label column is used (--label-column).');
  if (values['pred-probs'] && values.embeddings) problems.push('Give --embeddings or --pred-probs, not both.');
  if (values.encoder && (values.embeddings || values['pred-probs']))
    problems.push('--encoder has no use beside --embeddings or --pred-probs.');
  if (values.method === 'classic' && !values['pred-probs']) problems.push('--method classic needs --pred-probs P.npy.');
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return {
    input: positionals[0],
    task: values.task === undefined ? undefined : oneOf('task', values.task, taskSchema.options),
    columns: {
      text: values['text-column'],
      image: values['image-column'],
      label: values['label-column'],
      id: values['id-column'],
    },
    encoder: values.encoder === undefined ? undefined : oneOf('encoder', values.encoder, encoderNames),
    embeddings: values.embeddings,
    predProbs: values['pred-probs'],
    labels: values.labels,
    method: oneOf('method', values.method, methods),
    filterBy: oneOf('filter-by', values['filter-by'], FILTERS),
    seed,
    format: oneOf('format', values.format, outputFormats),
    out: values.out,
  };
}
