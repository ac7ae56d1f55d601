import { ErrataError } from '#/server/domain/error.ts';
import type { RelationText } from '#/server/domain/relation.ts';
import type { Task } from '#/server/domain/task.ts';
import type { ExportFormat } from '#/server/domain/views.ts';
import type { Layout } from './layout.ts';
import type { ExportRow } from './rows.ts';

const relationFormats: readonly ExportFormat[] = ['tacred', 'retacred-patch', 'tacrev-patch'];

/** @throws ErrataError bad_input for a format that the task has no use for */
export function checkFormat(format: ExportFormat, task: Task): void {
  if (relationFormats.includes(format) && task !== 'relation')
    throw new ErrataError('bad_input', `Only datasets of relations can be exported as ${format}.`);
}

/** Words and marks of punctuation, the entities' ends always between two of them. */
function tokensOf({ text, subject, object }: RelationText) {
  const cuts = [...new Set([0, subject.start, subject.end, object.start, object.end, text.length])].sort(
    (a, b) => a - b,
  );
  const tokens: { text: string; start: number; end: number }[] = [];
  for (let c = 0; c + 1 < cuts.length; c++)
    for (const found of text.slice(cuts[c], cuts[c + 1]).matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]+/gu)) {
      const start = cuts[c]! + found.index;
      tokens.push({ text: found[0], start, end: start + found[0].length });
    }
  return tokens;
}

/** The fields of TACRED for a sentence that came in another format. Ends are inclusive. */
function tacredFields(relation: RelationText): Record<string, unknown> {
  const tokens = tokensOf(relation);
  const at = ({ start, end }: RelationText['subject']) => ({
    first: tokens.findIndex((t) => t.start >= start),
    last: tokens.findLastIndex((t) => t.end <= end),
  });
  const [subject, object] = [at(relation.subject), at(relation.object)];
  return {
    token: tokens.map((t) => t.text),
    subj_start: subject.first,
    subj_end: subject.last,
    obj_start: object.first,
    obj_end: object.last,
    subj_type: relation.subject.type,
    obj_type: relation.object.type,
  };
}

/**
 * A JSON list in the format of TACRED with the corrected relations and nothing of ours in it, so that the programs that
 * read TACRED read it too. Fields of the source stay as they came; other sources are cut into words.
 */
export function tacredLayout(order: readonly string[], label: string): Layout {
  const fromTacred = order.includes('token');
  const columns = fromTacred
    ? order.map((name) => (name === label ? 'relation' : name))
    : ['id', 'relation', 'token', 'subj_start', 'subj_end', 'obj_start', 'obj_end', 'subj_type', 'obj_type'];
  return {
    columns: [...columns],
    imageColumn: null,
    fill(row) {
      const own = fromTacred || row.content.kind !== 'relation' ? row.extra : tacredFields(row.content);
      return { ...own, id: row.id, relation: row.label };
    },
  };
}

/** Samples whose label readers changed, as TACRED Revisited publishes its patch. */
export const changesLayout: Layout = {
  columns: ['id', 'relation'],
  imageColumn: null,
  fill: (row) => ({ id: row.id, relation: row.label }),
};

export async function* changesOnly(rows: AsyncIterable<ExportRow>): AsyncGenerator<ExportRow> {
  for await (const row of rows) if (isListed(row) && row.label !== row.givenLabel) yield row;
}

/** `{id: label}` of all samples that have a label, as Re-TACRED publishes them; samples that were excluded are not there. */
export async function* labelsById(rows: AsyncIterable<ExportRow>): AsyncGenerator<string> {
  let before = '{\n';
  for await (const row of rows) {
    if (!isListed(row)) continue;
    yield `${before}${JSON.stringify(row.id)}: ${JSON.stringify(row.label)}`;
    before = ',\n';
  }
  yield before === '{\n' ? '{}\n' : '\n}\n';
}

/** The text of SemEval-2010 Task 8 with corrected relations, lines ended as there. A sample without a class has no relation line. */
export async function* semevalLines(rows: AsyncIterable<ExportRow>): AsyncGenerator<string> {
  for await (const { id, extra, label } of rows) {
    const lines = [`${id}\t"${extra.sentence}"`, ...(label === null ? [] : [label])];
    if (typeof extra.comment === 'string') lines.push(`Comment:${extra.comment}`);
    yield `${lines.join('\r\n')}\r\n\r\n`;
  }
}

const isListed = (row: ExportRow): boolean =>
  row.label !== null && row.status !== 'excluded' && row.status !== 'no_class';
