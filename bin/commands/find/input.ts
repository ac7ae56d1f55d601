import { basename } from 'node:path';
import { ErrataError } from '#/server/domain/error.ts';
import type { ColumnMap, Task } from '#/server/domain/task.ts';
import { openSource, type Source } from '#/server/formats/index.ts';
import { chooseRoles, headRows } from '#/server/services/imports/columns.ts';
import { ProblemList } from '#/server/services/imports/problems.ts';
import { type ImportRecord, toImportRecord } from '#/server/services/imports/record.ts';
import { surveyRecords } from '#/server/services/imports/survey.ts';
import { UsageError } from '../usage.ts';
import type { FindOptions } from './options.ts';

/** The samples of an input, read once for ids and labels; their contents are read again when they are needed. */
export interface FindInput {
  task: Task;
  ids: string[];
  /** [N] cell of the label column; null where there is no label. */
  names: (string | null)[];
  /** [N] samples of one group are left out together; absent when there is no such column. */
  groups: Int32Array | undefined;
  /** Said on stderr: rows without a label, classes with two rows. */
  notes: ProblemList;
  records(): AsyncIterable<ImportRecord>;
  close(): Promise<void>;
}

async function* recordsOf(source: Source, columns: ColumnMap, task: Task, problems?: ProblemList) {
  for await (const record of source.records(problems && ((problem) => problems.add(problem))))
    yield toImportRecord(record, columns, task);
}

type Kept = Pick<FindInput, 'ids' | 'names'> & { groupNames: (string | null)[] };

/** Remembers ids, labels and groups of what passes by. */
async function* keeping(records: AsyncIterable<ImportRecord>, { ids, names, groupNames }: Kept, several: boolean) {
  for await (const record of records) {
    ids.push(record.externalId ?? String(ids.length));
    names.push(record.label);
    groupNames.push(record.group ?? null);
    // Every combination of labels would be a class of its own.
    yield several ? { ...record, label: String(ids.length % 2) } : record;
  }
}

/** Numbers the groups as an import does; a sample without a group is one by itself. */
function numbered(names: (string | null)[]): Int32Array | undefined {
  const known = new Map<string, number>();
  for (const name of names) if (name !== null && !known.has(name)) known.set(name, known.size);
  if (known.size === 0) return undefined;
  let next = known.size;
  return Int32Array.from(names, (name) => (name === null ? next++ : known.get(name)!));
}

/** As an import chooses them; what is missing is told with the options that would give it. */
function rolesOf(
  source: Source,
  path: string,
  ...rest: [Record<string, unknown>[], { task?: Task; columns?: ColumnMap }]
) {
  try {
    return chooseRoles(source, basename(path), ...rest);
  } catch (error) {
    if (error instanceof ErrataError && error.message.includes('say which'))
      throw new UsageError(`${error.message} Name it with --label-column or --text-column.`);
    throw error;
  }
}

/**
 * Opens an input the way an import does, with the same problems in the same words.
 * @throws ErrataError `bad_input`
 */
export async function readInput(
  path: string,
  options: Pick<FindOptions, 'task' | 'columns' | 'labelSeparator'>,
): Promise<FindInput> {
  const source = await openSource(path);
  try {
    const given = Object.fromEntries(Object.entries(options.columns).filter(([, column]) => column !== undefined));
    const head = await headRows(source);
    const { task, columns } = rolesOf(source, path, head, {
      task: options.task,
      columns: Object.keys(given).length > 0 ? given : undefined,
    });
    if (task === 'image-text')
      throw new UsageError(
        'Captions are compared on a server: import them there. To score the pictures alone, name a --label-column.',
      );
    const problems = new ProblemList();
    const kept: Kept = { ids: [], names: [], groupNames: [] };
    const several = options.labelSeparator !== undefined;
    const survey = await surveyRecords(keeping(recordsOf(source, columns, task, problems), kept, several), problems, {
      labelColumn: columns.label,
    });
    return {
      task,
      ids: kept.ids,
      names: kept.names,
      groups: numbered(kept.groupNames),
      notes: survey.notes,
      records: () => recordsOf(source, columns, task),
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}
