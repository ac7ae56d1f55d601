import { findMultiLabelIssues } from '#/ml/classic/multi-label.ts';
import { UsageError } from '../usage.ts';
import type { MatrixFile } from './arrays/matrix.ts';
import type { Labelled } from './labelled.ts';
import type { FindOptions } from './options.ts';

/** Labels of a cell: a JSON list, or names between separators; an empty cell holds none. */
export function labelsOf(cell: string | null, separator: string): string[] {
  if (cell === null) return [];
  if (cell.trimStart().startsWith('[')) {
    try {
      const list: unknown = JSON.parse(cell);
      if (Array.isArray(list)) return list.map(String);
    } catch {
      // Not JSON after all: names may begin with a bracket.
    }
  }
  return cell
    .split(separator)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Class numbers of every row and the names of the classes. @throws UsageError */
function numbersOf(
  { names, several }: Labelled,
  matrix: MatrixFile,
  { labelSeparator, classes, predProbs }: FindOptions,
) {
  const columns = matrix.cols;
  if (several) {
    const wide = several.some((own) => own.some((label) => label >= columns));
    if (wide) throw new UsageError(`--labels has more columns than ${predProbs}, which has ${columns}.`);
    return { numbers: several, known: classes ?? matrix.names ?? Array.from({ length: columns }, (_, c) => String(c)) };
  }
  const lists = names.map((cell) => labelsOf(cell, labelSeparator!));
  const given = [...new Set(lists.flat())].sort((a, b) => (a < b ? -1 : 1));
  const header = matrix.names && given.every((name) => matrix.names!.includes(name)) ? matrix.names : null;
  const known = classes ?? header ?? given;
  if (known.length !== columns)
    throw new UsageError(
      `--pred-probs: ${predProbs} has ${columns} columns for ${known.length} classes; name them in their order with --classes.`,
    );
  const number = new Map(known.map((name, i) => [name, i]));
  const numbers = lists.map((list, row) =>
    list.map((name) => {
      const at = number.get(name);
      if (at === undefined)
        throw new UsageError(`--classes: row ${row} has the label “${name}”, which is not among them.`);
      return at;
    }),
  );
  return { numbers, known };
}

/** Samples with several labels each: every class is a yes/no question. */
export function findSeveral(labelled: Labelled, matrix: MatrixFile, options: FindOptions) {
  const { numbers, known } = numbersOf(labelled, matrix, options);
  const { filterBy = 'prune_by_noise_rate' } = options;
  const separator = options.labelSeparator ?? ';';
  const columns = matrix.cols;
  const found = findMultiLabelIssues({ labels: numbers, predProbs: matrix, classes: columns, filterBy });
  const { labelQuality, classIssues, isLabelIssue } = found;
  const changes = new Map<number, Set<number>>();
  // How sure the model is of all changes together.
  const pSuggested = Float64Array.from(isLabelIssue);
  classIssues.rows.forEach((row, n) => {
    const own = changes.get(row) ?? new Set();
    changes.set(row, own.add(classIssues.classes[n]));
    pSuggested[row] = Math.min(pSuggested[row], classIssues.probabilities[n]);
  });
  const flipped = (row: number) =>
    known.filter((_, c) => numbers[row].includes(c) !== (changes.get(row)?.has(c) ?? false));
  return {
    ids: labelled.ids,
    classes: known,
    given: null,
    givenLabel: (row: number) => numbers[row].map((c) => known[c]).join(separator),
    suggestedLabel: (row: number) => (isLabelIssue[row] === 1 ? flipped(row).join(separator) : null),
    isIssue: isLabelIssue,
    quality: labelQuality,
    doubt: labelQuality.map((q) => -q),
    pSuggested,
    signals: {},
    wrong: Math.min(found.expectedIssues, labelled.ids.length),
    variance: null,
    noiseMatrix: null,
    method: `confident learning per class, ${filterBy}`,
  };
}
