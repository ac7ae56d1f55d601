import { UsageError } from '../../usage.ts';

/** Which column of the probabilities is which class. */
export interface ClassColumns {
  classes: string[];
  /** [N] column of each given label, −1 where there is none. */
  labels: Int32Array;
  notes: string[];
}

interface Sides {
  /** [N] given labels; null where there is none. */
  names: (string | null)[];
  /** The labels are numbers of columns, not names. */
  numbered: boolean;
  columns: number;
  /** Names that the file gives its columns. */
  header: string[] | null;
  /** `--classes`. */
  wanted: string[] | undefined;
}

const wholeNumber = /^(0|[1-9]\d*)$/;
const byNumber = (a: string, b: string) => Number(a) - Number(b);

/**
 * Columns and labels meet by: `--classes`; the file's own header; class numbers 0 to K − 1; or the order of the distinct
 * labels, numbers by value and names by code unit, as NumPy and scikit-learn sort them.
 * @throws UsageError where labels and columns do not fit
 */
export function matchClasses({ names, numbered, columns, header, wanted }: Sides, file: string): ClassColumns {
  const given = [...new Set(names.filter((name) => name !== null))];
  if (given.length === 0) throw new UsageError('No row has a label.');
  const classes = numbered
    ? namesOf(columns, header, wanted, file)
    : classesOf({ given, columns, header, wanted }, file);
  const number = new Map(classes.map((name, i) => [numbered ? String(i) : name, i]));
  const labels = Int32Array.from(names, (name, row) => {
    if (name === null) return -1;
    const at = number.get(name);
    if (at === undefined && numbered)
      throw new UsageError(
        `--labels: row ${row} has the class number ${name}, but ${file} has the columns 0 to ${columns - 1}.`,
      );
    if (at === undefined)
      throw new UsageError(
        wanted
          ? `--classes: row ${row} has the label “${name}”, which is not among them.`
          : `--pred-probs: row ${row} has the label “${name}”, but ${file} has columns for the classes ${classes[0]} to ${classes[columns - 1]} only.`,
      );
    return at;
  });
  const seen = new Set(labels);
  const absent = classes.filter((_, i) => !seen.has(i));
  const notes: string[] = [];
  if (absent.length > 0)
    notes.push(
      `No sample has the label ${absent
        .slice(0, 5)
        .map((name) => `“${name}”`)
        .join(', ')}${absent.length > 5 ? ` and ${absent.length - 5} more` : ''}; errors towards it cannot be counted.`,
    );
  return { classes, labels, notes };
}

/** Names of the columns, their numbers where there are none. */
function namesOf(columns: number, header: string[] | null, wanted: string[] | undefined, file: string): string[] {
  if (wanted) checkWanted(wanted, columns, file);
  return wanted ?? header ?? Array.from({ length: columns }, (_, c) => String(c));
}

function checkWanted(wanted: string[], columns: number, file: string): void {
  if (wanted.length !== columns || new Set(wanted).size !== columns)
    throw new UsageError(`--classes: ${wanted.length} names for ${columns} columns of ${file}; give each once.`);
}

function classesOf(
  { given, columns, header, wanted }: Omit<Sides, 'names' | 'numbered'> & { given: string[] },
  file: string,
): string[] {
  if (wanted) {
    checkWanted(wanted, columns, file);
    return wanted;
  }
  if (header && given.every((name) => header.includes(name))) return header;
  const numbered = given.every((name) => wholeNumber.test(name));
  if (numbered && (given.every((name) => Number(name) < columns) || given.length !== columns))
    return Array.from({ length: columns }, (_, c) => String(c));
  if (given.length !== columns)
    throw new UsageError(
      `--pred-probs: ${file} has ${columns} columns, but the labels have ${given.length} classes; give one column per class, and name them in their order with --classes where one is never given.`,
    );
  return numbered ? given.sort(byNumber) : given.sort((a, b) => (a < b ? -1 : 1));
}
