import type { DatasetSource } from '#/db/schema/index.ts';
import { hasPictures } from '#/server/domain/pictures.ts';
import type { Task } from '#/server/domain/task.ts';
import type { ExportRow } from './rows.ts';

/** The columns of an exported table, in order, and how a row fills them. `undefined`: the row has no such field. */
export interface Layout {
  columns: string[];
  /** Column of picture bytes in a Parquet file. */
  imageColumn: string | null;
  fill: (row: ExportRow) => Record<string, unknown>;
}

/** Ours, after everything else. */
const provenance = ['given_label', 'status', 'decided_by', 'decided_at', 'p_given', 'suggested_label'] as const;

function provenanceOf(row: ExportRow): Record<(typeof provenance)[number], unknown> {
  return {
    given_label: row.givenLabel,
    status: row.status,
    decided_by: row.decidedBy,
    decided_at: row.decidedAt,
    p_given: row.pGiven,
    suggested_label: row.suggestedLabel,
  };
}

/** A name that none of `taken` has. */
function free(name: string, taken: readonly string[], prefix: string): string {
  let made = name;
  while (taken.includes(made)) made = `${prefix}${made}`;
  return made;
}

/** What of a row its own columns hold, and `extra` where they could not hold it exactly. */
function sourceFields(row: ExportRow, columns: DatasetSource['columns']): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const put = (column: string | undefined, value: string | null | undefined) => {
    if (column !== undefined && value !== null && value !== undefined) fields[column] = value;
  };
  if (row.content.kind === 'text') {
    put(columns.text, row.content.text);
    put(columns.title, row.content.title);
  }
  put(columns.split, row.split);
  put(columns.group, row.group);
  put(columns.id, row.id);
  put(columns.label, row.givenLabel);
  return { ...fields, ...row.extra };
}

/** CSV, JSON Lines and Parquet: id, content, the source's other columns, then label and provenance under fixed names. */
export function plainLayout(source: DatasetSource, task: Task, hasTitle: boolean): Layout {
  const { columns: roles } = source;
  const own = new Set([roles.text, roles.title, roles.label, roles.id, roles.split, roles.group, roles.image]);
  const content = hasPictures(task) ? ['image'] : hasTitle ? ['title', 'text'] : ['text'];
  const head = ['id', ...content, ...(roles.split ? ['split'] : []), ...(roles.group ? ['group'] : [])];
  const reserved = [...head, 'label', ...provenance];
  const others = source.order
    .filter((name) => !own.has(name))
    .map((name) => ({ name, as: free(name, reserved, 'original_') }));
  return {
    columns: [...head, ...others.map((o) => o.as), 'label', ...provenance],
    imageColumn: hasPictures(task) ? 'image' : null,
    fill(row) {
      const values: Record<string, unknown> = { id: row.id, split: row.split, group: row.group };
      if (row.content.kind === 'text')
        Object.assign(values, { title: row.content.title ?? null, text: row.content.text });
      else if (row.content.kind === 'relation') values.text = row.content.text;
      else values.image = imageName(row, roles);
      for (const { name, as } of others) values[as] = row.extra[name] ?? null;
      return { ...values, label: row.label, ...provenanceOf(row) };
    },
  };
}

/** The imported table with the label column corrected, and provenance appended under names the table does not have. */
export function originalLayout(source: DatasetSource): Layout {
  const label = source.columns.label ?? 'label';
  const order = source.order.includes(label) ? source.order : [...source.order, label];
  const named = provenance.map((name) => ({ name, as: free(name, order, 'errata_') }));
  return {
    columns: [...order, ...named.map((n) => n.as)],
    imageColumn: source.columns.image ?? null,
    fill(row) {
      const fields = sourceFields(row, source.columns);
      if (row.label !== row.givenLabel) fields[label] = typedLabel(row.label, source.labelKind);
      const values = Object.fromEntries(order.map((column) => [column, fields[column]]));
      const ours = provenanceOf(row);
      for (const { name, as } of named) values[as] = ours[name];
      return values;
    },
  };
}

/** The layout with one more column at the end. */
export function withColumn(layout: Layout, name: string, cell: (row: ExportRow) => unknown): Layout {
  const as = free(name, layout.columns, 'errata_');
  return {
    ...layout,
    columns: [...layout.columns, as],
    fill: (row) => ({ ...layout.fill(row), [as]: cell(row) }),
  };
}

function typedLabel(label: string | null, kind: DatasetSource['labelKind']): unknown {
  if (label === null) return null;
  if (kind === 'number') return Number(label);
  return kind === 'boolean' ? label === 'true' : label;
}

const extensions: Record<string, string> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'image/avif': '.avif',
};

/** A picture's name: the one it came with, else its id. */
export function imageName(row: ExportRow, { image }: DatasetSource['columns']): string {
  const given = image === undefined ? undefined : row.extra[image];
  return typeof given === 'string' && given !== '' ? given : row.id;
}

/** A file name for a picture that came without one. */
export function withExtension(name: string, mediaType: string): string {
  return /\.[a-z0-9]{2,5}$/i.test(name) ? name : `${name}${extensions[mediaType] ?? ''}`;
}
