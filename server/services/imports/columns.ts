import { ErrataError } from '#/server/domain/error.ts';
import { hasPictures } from '#/server/domain/pictures.ts';
import type { ColumnMap, Task } from '#/server/domain/task.ts';
import { guessRoles, relationShapeOf, type Source } from '#/server/formats/index.ts';

const HEAD_ROWS = 200;

export interface ChosenRoles {
  task: Task;
  columns: ColumnMap;
  reasons: Record<string, string>;
}

/** The fields of the first rows, bad ones left out. */
export async function headRows(source: Source, count = HEAD_ROWS): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const { fields } of source.records(() => {})) {
    rows.push(fields);
    if (rows.length >= count) break;
  }
  return rows;
}

/**
 * Which column is what: as given, and guessed from names and first rows where nothing was given. Text, picture and label
 * are guessed even when other roles were given, since nothing goes without them.
 * @throws ErrataError bad_input for a column that is not there, or when there is no label, text or picture
 */
export function chooseRoles(
  source: Source,
  name: string,
  head: Record<string, unknown>[],
  given: { task?: Task; columns?: ColumnMap },
): ChosenRoles {
  const shape = relationShapeOf(source.columns, head);
  const named =
    given.columns?.text && !given.columns.image ? 'text' : captioned(source, given) ? 'image-text' : source.task;
  const task = given.task ?? (shape && named === 'text' ? 'relation' : named);
  const list = source.columns.map((c) => `“${c}”`).join(', ');
  const wanted = Object.values(given.columns ?? {}).flat();
  const absent = wanted.find((c) => !source.columns.includes(c));
  if (absent !== undefined)
    throw new ErrataError('bad_input', `${name}: there is no column “${absent}”; the columns are ${list}.`, [
      { file: name, column: absent, message: `there is no column “${absent}”; the columns are ${list}.` },
    ]);
  if (task === 'relation' && !shape) throw new ErrataError('bad_input', `${name}: ${noRelations}`);
  const guess = guessRoles({ ...source, task }, head);
  const { text, label, image, caption } = guess.columns;
  const columns: ColumnMap = given.columns
    ? withoutClashes(
        { text, label, image, caption, id: source.declared.id, split: source.declared.split },
        given.columns,
      )
    : guess.columns;
  if (!hasPictures(task)) delete columns.image;
  if (hasPictures(task) && !source.imageColumn)
    throw new ErrataError(
      'bad_input',
      `${name}: there are no pictures in it; import a ZIP or folder with pictures, or a Parquet file that holds them.`,
    );
  if (task === 'text' && columns.text === undefined)
    throw new ErrataError('bad_input', `${name}: no column holds text; say which one does. The columns are ${list}.`);
  if (task === 'image-text' && columns.caption === undefined)
    throw new ErrataError(
      'bad_input',
      `${name}: no column holds captions; say which one does. The columns are ${list}.`,
    );
  // Without labels every caption is taken to match its picture.
  if (columns.label === undefined && task !== 'image-text')
    throw new ErrataError(
      'bad_input',
      `${name}: the label column is missing; say which column holds the label. The columns are ${list}.`,
      [{ file: name, message: 'the label column is missing.' }],
    );
  return { task, columns, reasons: guess.reasons };
}

/** Pictures with a column of captions and none that its name or the file says to be the label. */
function captioned(source: Source, given: { columns?: ColumnMap }): boolean {
  if (source.task !== 'image') return false;
  if (given.columns?.caption) return true;
  if (given.columns?.label || source.declared.label) return false;
  const said = (pattern: RegExp) => source.columns.some((c) => pattern.test(c));
  return said(/^captions?$/i) && !said(/^(labels?|class|category|target|y)$/i);
}

const noRelations =
  'no relations are found in it; expected “token” with “subj_start”, “subj_end”, “obj_start” and “obj_end” as in TACRED, a sentence with <e1>…</e1> and <e2>…</e2>, or a text with the start and end of “subject” and “object”.';

/** Given roles, completed by guesses that take no column which was given another role. */
function withoutClashes(guess: ColumnMap, given: ColumnMap): ColumnMap {
  const taken = new Set(Object.values(given).flat());
  const free = Object.entries(guess).filter(
    ([role, column]) => role === 'id' || (column !== undefined && !taken.has(column as string)),
  );
  return Object.fromEntries(
    Object.entries({ ...Object.fromEntries(free), ...given }).filter(([, v]) => v !== undefined),
  );
}
