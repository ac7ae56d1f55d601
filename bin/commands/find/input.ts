import { basename } from 'node:path';
import type { ColumnMap, Task } from '#/server/domain/task.ts';
import { openSource, type Source } from '#/server/formats/index.ts';
import { chooseRoles, headRows } from '#/server/services/imports/columns.ts';
import { ProblemList } from '#/server/services/imports/problems.ts';
import { type ImportRecord, toImportRecord } from '#/server/services/imports/record.ts';
import { surveyRecords } from '#/server/services/imports/survey.ts';
import type { FindOptions } from './options.ts';

/** The samples of an input, read once for ids and labels; their contents are read again when they are encoded. */
export interface FindInput {
  task: Task;
  ids: string[];
  /** [N] class number, −1 where there is no label. */
  labels: Int32Array;
  /** Names of the classes in lexicographic order. */
  classes: string[];
  /** Said on stderr: rows without a label, classes with two rows. */
  notes: ProblemList;
  records(): AsyncIterable<ImportRecord>;
  close(): Promise<void>;
}

async function* recordsOf(source: Source, columns: ColumnMap, task: Task, problems?: ProblemList) {
  for await (const record of source.records(problems && ((problem) => problems.add(problem))))
    yield toImportRecord(record, columns, task);
}

/** Remembers ids and labels of what passes by. */
async function* kept(records: AsyncIterable<ImportRecord>, ids: string[], names: (string | null)[]) {
  for await (const record of records) {
    ids.push(record.externalId ?? String(ids.length));
    names.push(record.label);
    yield record;
  }
}

/**
 * Opens an input the way an import does, with the same problems in the same words.
 * @throws ErrataError `bad_input`
 */
export async function readInput(path: string, options: Pick<FindOptions, 'task' | 'columns'>): Promise<FindInput> {
  const source = await openSource(path);
  try {
    const given = Object.fromEntries(Object.entries(options.columns).filter(([, column]) => column !== undefined));
    const head = await headRows(source);
    const { task, columns } = chooseRoles(source, basename(path), head, {
      task: options.task,
      columns: Object.keys(given).length > 0 ? given : undefined,
    });
    const problems = new ProblemList();
    const ids: string[] = [];
    const names: (string | null)[] = [];
    const survey = await surveyRecords(kept(recordsOf(source, columns, task, problems), ids, names), problems, {
      labelColumn: columns.label,
    });
    const classes = survey.classes.map(({ name }) => name);
    const number = new Map(classes.map((name, i) => [name, i]));
    return {
      task,
      ids,
      labels: Int32Array.from(names, (name) => (name === null ? -1 : number.get(name)!)),
      classes,
      notes: survey.notes,
      records: () => recordsOf(source, columns, task),
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}
