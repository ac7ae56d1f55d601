import { matches } from '#/server/domain/pictures.ts';
import type { RelationText } from '#/server/domain/relation.ts';
import type { ColumnMap, Task } from '#/server/domain/task.ts';
import { readRelation, type SourceRecord, sentencesAround } from '#/server/formats/index.ts';

/** One sample on its way in, whatever it was read from. */
export interface ImportRecord {
  /** Unique in the dataset; the row number, from 0, when left out. */
  externalId?: string;
  /** Null: the source has none; the sample is scored but teaches nothing. */
  label: string | null;
  content:
    | { kind: 'text'; title?: string; text: string }
    | { kind: 'image'; bytes: () => Promise<Uint8Array>; caption?: string }
    | ({ kind: 'relation'; before?: string; after?: string } & RelationText);
  /** Shown to readers on request, never encoded. */
  details?: { name: string; value: string }[];
  split?: string | null;
  group?: string | null;
  /** The source row's other fields, for the export. */
  extra?: Record<string, unknown>;
  /** Practice sets: the label that is right, where it differs from the planted one. */
  truth?: string;
  /** Where it stands in the input, for problems. */
  file?: string;
  line?: number;
  /** Why the content cannot be used, as a sentence; then the content is empty. */
  problem?: { message: string; column?: string };
}

/** A value of a cell as text; null where there is none. Spaces, emoji and right-to-left text stay as they are. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.trim() === '' ? null : text;
}

/**
 * A row of a source as a record. Whatever the sample's own columns cannot give back exactly (numbers, nothing, other
 * columns) goes to `extra`, so that the original row can be written again.
 */
export function toImportRecord(record: SourceRecord, columns: ColumnMap, task: Task): ImportRecord {
  const { fields } = record;
  const at = (column: string | undefined) => (column === undefined ? null : textOf(fields[column]));
  const kept = new Set<string>();
  const own = [columns.label, columns.id, columns.split, columns.group];
  if (task === 'text') own.push(columns.text, columns.title);
  for (const column of own) {
    const value = column === undefined ? undefined : fields[column];
    if (column !== undefined && typeof value === 'string' && (textOf(value) !== null || column === columns.text))
      kept.add(column);
  }
  const extra = Object.fromEntries(Object.entries(fields).filter(([name]) => !kept.has(name)));
  const details = (columns.show ?? []).flatMap((name) => {
    const value = textOf(fields[name]);
    return value === null ? [] : [{ name, value }];
  });
  return {
    externalId: columns.id === undefined ? undefined : (at(columns.id) ?? ''),
    label: columns.label === undefined && task === 'image-text' ? matches : at(columns.label),
    ...contentOf(record, columns, task),
    details,
    split: at(columns.split),
    group: at(columns.group),
    extra,
    file: record.file,
    // A picture of a folder is named by its path; its position would only confuse.
    line: columns.image !== undefined && fields[columns.image] === record.file ? undefined : record.line,
  };
}

function contentOf(
  { fields, image }: SourceRecord,
  columns: ColumnMap,
  task: Task,
): Pick<ImportRecord, 'content' | 'problem'> {
  if (task === 'image') return { content: { kind: 'image', bytes: image ?? noImage } };
  if (task === 'image-text') {
    const caption = columns.caption === undefined ? null : textOf(fields[columns.caption]);
    const content = { kind: 'image' as const, bytes: image ?? noImage, caption: caption ?? '' };
    return caption === null
      ? { content, problem: { message: 'the row has no caption.', column: columns.caption } }
      : { content };
  }
  if (task === 'relation') {
    const read = readRelation(fields, columns.text);
    if ('relation' in read) return { content: { kind: 'relation', ...read.relation, ...sentencesAround(fields) } };
    const nowhere = { start: 0, end: 0, type: null };
    return {
      content: { kind: 'relation', text: '', subject: nowhere, object: nowhere },
      problem: { message: read.problem, column: read.column },
    };
  }
  const text = columns.text === undefined ? '' : (fields[columns.text] ?? '');
  const title = columns.title === undefined ? null : textOf(fields[columns.title]);
  return {
    content: {
      kind: 'text',
      text: typeof text === 'string' ? text : (textOf(text) ?? ''),
      ...(title === null ? {} : { title }),
    },
  };
}

async function noImage(): Promise<Uint8Array> {
  return new Uint8Array(0);
}
