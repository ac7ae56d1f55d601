import type { Ctx } from '#/server/context.ts';
import { ErrataError, type Problem } from '#/server/domain/error.ts';
import type { ColumnMap, Task } from '#/server/domain/task.ts';
import type { PreviewView } from '#/server/domain/views.ts';
import { isRelationField, openSource, type Source } from '#/server/formats/index.ts';
import { requireCapability } from '#/server/services/accounts/require.ts';
import { type ChosenRoles, chooseRoles, headRows } from './columns.ts';
import { onDisk, uploadedFiles } from './inputFiles.ts';
import { ProblemList } from './problems.ts';
import { textOf, toImportRecord } from './record.ts';
import { classesOf } from './run.ts';
import { surveyRecords } from './survey.ts';

/** Rows read for a preview. */
const PREVIEW_ROWS = 2000;
const SHOWN_ROWS = 5;
const SHOWN_CHARACTERS = 300;

/**
 * Looks at the first rows of uploads: format, columns with guessed roles and example values, labels, problems. With
 * `columns`, labels and problems are those under these roles.
 * @throws ErrataError bad_input when the input cannot be read at all
 */
export async function previewImport({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { uploadIds: string[]; task?: Task; columns?: ColumnMap };
}): Promise<PreviewView> {
  requireCapability(ctx, 'lead');
  const files = await uploadedFiles(ctx, input.uploadIds);
  const source = await openSource(await onDisk(ctx, files));
  const fileName = files.length === 1 ? files[0]!.name : `${files.length.toLocaleString('en')} files`;
  try {
    const read = await readStart(source);
    const head = await headRows(source);
    const problems = new ProblemList();
    for (const problem of read.problems.listed) problems.add(problem);
    let chosen: ChosenRoles | null = null;
    try {
      chosen = chooseRoles(source, fileName, head, { task: input.task, columns: input.columns });
    } catch (error) {
      tell(error, problems);
    }
    const { labels, notes } = chosen
      ? await surveyHead(source, chosen, read.complete, problems)
      : { labels: [], notes: [] };
    return {
      uploadId: input.uploadIds[0]!,
      fileName,
      format: source.format,
      task: chosen?.task ?? input.task ?? source.task,
      columns: source.columns.map((name) => ({
        name,
        role: roleOf(name, chosen),
        guess: chosen?.reasons[name] ?? '',
        values: read.shown.map((r) => (textOf(r.fields[name]) ?? '').slice(0, SHOWN_CHARACTERS)),
      })),
      lines: read.shown.map((r) => r.line),
      rows: read.complete ? read.rows : (source.rows ?? read.rows),
      counted: read.complete || source.rows !== null,
      complete: read.complete,
      labels,
      refused: problems.listed.length,
      problems: [...problems.listed, ...notes],
    };
  } finally {
    await source.close();
  }
}

function tell(error: unknown, problems: ProblemList): void {
  if (!(error instanceof ErrataError)) throw error;
  if (error.problems.length === 0) problems.add({ message: error.message });
  for (const problem of error.problems) problems.add(problem);
}

function roleOf(name: string, chosen: ChosenRoles | null): string {
  const found = Object.entries(chosen?.columns ?? {}).find(([, c]) =>
    Array.isArray(c) ? c.includes(name) : c === name,
  );
  // It has no role of its own that could be chosen; it is read together with others.
  const part = chosen?.task === 'relation' && isRelationField(name);
  return found?.[0] ?? (part ? 'part' : 'ignore');
}

async function readStart(source: Source) {
  const problems = new ProblemList();
  const shown: { line: number; fields: Record<string, unknown> }[] = [];
  let rows = 0;
  let complete = true;
  for await (const { line, fields } of source.records((p) => problems.add(p))) {
    if (rows >= PREVIEW_ROWS) {
      complete = false;
      break;
    }
    rows++;
    if (shown.length < SHOWN_ROWS) shown.push({ line, fields });
  }
  return { problems, shown, rows, complete };
}

/** Counts labels in the first rows, commonest first, adds what is wrong with them, and notes what is worth telling. */
async function surveyHead(source: Source, { task, columns }: ChosenRoles, complete: boolean, problems: ProblemList) {
  const counts = new Map<string, number>();
  async function* records() {
    let rows = 0;
    for await (const record of source.records(() => {})) {
      if (rows++ >= PREVIEW_ROWS) return;
      const made = toImportRecord(record, columns, task);
      if (made.label !== null) counts.set(made.label, (counts.get(made.label) ?? 0) + 1);
      yield made;
    }
  }
  let notes: Problem[] = [];
  try {
    const survey = await surveyRecords(records(), new ProblemList(), {
      complete,
      labelColumn: columns.label,
      classes: classesOf(task, columns),
    });
    notes = survey.notes.listed;
  } catch (error) {
    tell(error, problems);
  }
  const labels = [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count);
  return { labels, notes };
}
