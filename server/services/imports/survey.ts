import { ProblemList } from './problems.ts';
import type { ImportRecord } from './record.ts';

/** Classes beyond which a column is no label. */
const CLASSES = 1000;
/** A label is also typed, shown on keys and sent with decisions. */
const LABEL_LENGTH = 1000;

/** What the first reading of an input found. */
export interface Survey {
  rows: number;
  /** Names in lexicographic order of their code units, with the number of samples given each. */
  classes: { name: string; given: number }[];
  /** Worth telling, no reason to refuse. */
  notes: ProblemList;
  /** Whether every label was a number, or every label true or false, in the source. */
  labelKind: 'text' | 'number' | 'boolean';
}

export interface SurveyOptions {
  /** False when the reading stopped early, so that nothing is said about the whole. */
  complete?: boolean;
  labelColumn?: string;
  onRow?: (row: number) => void;
  /** Classes that exist even where no sample carries them. */
  classes?: readonly string[];
}

/**
 * Reads an input once without keeping it and finds its classes, duplicate ids and all other problems.
 * @param problems what the reader of the source has found while it is read
 * @throws ErrataError bad_input with every problem that forbids the import
 */
export async function surveyRecords(
  records: AsyncIterable<ImportRecord>,
  problems: ProblemList,
  { complete = true, labelColumn, onRow, classes = [] }: SurveyOptions = {},
): Promise<Survey> {
  const given = new Map<string, number>();
  const truths = new Set<string>();
  const lineOfId = new Map<string, number>();
  const notes = new ProblemList();
  const kinds = new Set<string>();
  let rows = 0;
  for await (const record of records) {
    const { file, line } = record;
    if (record.label === null)
      notes.add({
        file,
        line,
        column: labelColumn,
        message: 'the row has no label; it is scored but teaches nothing.',
      });
    else {
      given.set(record.label, (given.get(record.label) ?? 0) + 1);
      if (record.label.length > LABEL_LENGTH)
        problems.add({
          file,
          line,
          column: labelColumn,
          message: `the label has ${record.label.length.toLocaleString('en')} characters; at most ${LABEL_LENGTH} can be used.`,
        });
      kinds.add(
        labelColumn && record.extra && labelColumn in record.extra ? typeof record.extra[labelColumn] : 'string',
      );
    }
    if (record.problem) {
      const { message, column } = record.problem;
      const named = record.externalId ? `sample “${record.externalId}”: ` : '';
      problems.add({ file, line, column, message: named + message });
    }
    if (record.truth !== undefined) truths.add(record.truth);
    if (record.content.kind === 'text' && record.content.text.trim() === '' && !record.content.title)
      notes.add({ file, line, message: 'the text is empty.' });
    if (record.externalId !== undefined) checkId(record.externalId, record, rows, lineOfId, problems);
    rows++;
    onRow?.(rows);
    if (given.size > CLASSES) break;
  }
  if (rows > 0) for (const name of classes) if (!given.has(name)) given.set(name, 0);
  if (complete) checkWhole(rows, given, labelColumn, problems, notes);
  if (given.size > CLASSES)
    problems.add({
      column: labelColumn,
      message: `There are more than ${CLASSES} different labels${labelColumn ? ` in “${labelColumn}”` : ''}; choose the column that holds the class.`,
    });
  if (problems.count > 0) throw problems.error();
  const kind = kinds.size === 1 ? [...kinds][0] : 'string';
  for (const name of truths) if (!given.has(name)) given.set(name, 0);
  return {
    rows,
    classes: [...given].map(([name, n]) => ({ name, given: n })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    notes,
    labelKind: kind === 'number' || kind === 'boolean' ? kind : 'text',
  };
}

function checkId(
  id: string,
  { file, line }: ImportRecord,
  row: number,
  seen: Map<string, number>,
  problems: ProblemList,
): void {
  const where = line ?? row + 1;
  const before = seen.get(id);
  if (id === '') problems.add({ file, line, message: 'the row has no id; fill the id column, or import without one.' });
  else if (before !== undefined)
    problems.add({ file, line, message: `the id “${id}” was already used on line ${before}; ids must be unique.` });
  else seen.set(id, where);
}

function checkWhole(
  rows: number,
  given: Map<string, number>,
  labelColumn: string | undefined,
  problems: ProblemList,
  notes: ProblemList,
): void {
  // Bad rows left out may be the ones that matter; they are told first.
  if (problems.count > 0) return;
  const where = labelColumn ? ` in “${labelColumn}”` : '';
  if (rows === 0) problems.add({ message: 'There are no rows below the header.' });
  else if (rows > 0 && given.size === 0) problems.add({ column: labelColumn, message: `No row has a label${where}.` });
  else if (rows > 0 && given.size === 1)
    problems.add({
      column: labelColumn,
      message: `Every row has the same label “${[...given.keys()][0]}”${where}; at least two classes are needed.`,
    });
  for (const alike of nearlyEqual([...given.keys()]))
    notes.add({
      message: `The classes ${alike.map((name) => `“${name}”`).join(', ')} differ only in case or spaces; mend them in the file, or merge them on the page Classes once they are imported.`,
    });
  for (const [name, n] of given)
    if (n <= 2)
      notes.add({
        message: `The class “${name}” has only ${n} ${n === 1 ? 'row' : 'rows'}; its labels are hard to judge.`,
      });
}

/** Names that differ only in case, spaces or how their characters are composed, in groups of two or more. */
function nearlyEqual(names: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()].filter((group) => group.length > 1).map((group) => group.sort());
}
