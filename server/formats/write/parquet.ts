import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { cellText } from './csv.ts';

/** What all values of a column are; `json` where they are of several kinds, or nested. */
export type ColumnType = 'boolean' | 'integer' | 'number' | 'text' | 'json' | 'image';

/** Widens a column's type by one more value; null is "nothing seen yet". */
export function widen(type: ColumnType | null, value: unknown): ColumnType | null {
  if (value === null || value === undefined) return type;
  const own = kindOf(value);
  if (type === null || type === own) return own;
  if ((type === 'integer' && own === 'number') || (type === 'number' && own === 'integer')) return 'number';
  return 'json';
}

function kindOf(value: unknown): ColumnType {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
  return 'json';
}

const elements: Record<Exclude<ColumnType, 'image'>, Omit<SchemaElement, 'name'>> = {
  boolean: { type: 'BOOLEAN' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  // Written as text, so that a column of numbers and words comes back as it was typed.
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
};

function schemaOf(columns: ParquetColumn[]): SchemaElement[] {
  const leaves = columns.flatMap(({ name, type }): SchemaElement[] =>
    type === 'image'
      ? [
          { name, num_children: 2, repetition_type: 'OPTIONAL' },
          { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
          { name: 'path', repetition_type: 'OPTIONAL', ...elements.text },
        ]
      : [{ name, repetition_type: 'OPTIONAL', ...elements[type] }],
  );
  return [{ name: 'root', num_children: columns.length }, ...leaves];
}

export interface ParquetColumn {
  name: string;
  type: ColumnType;
}

function stored(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'integer') return BigInt(value as number);
  if (type === 'text' || type === 'json') return cellText(value);
  return value;
}

/** Rows of one row group, and bytes of pictures after which it is closed early. */
const GROUP_ROWS = 10_000;
const GROUP_BYTES = 32 * 1024 * 1024;

/**
 * Rows as a Parquet file (Snappy), in bytes as they become ready; one row group is in memory at a time. Pictures are
 * written as Hugging Face reads them: {bytes, path}.
 */
export async function* writeParquet(
  columns: ParquetColumn[],
  rows: AsyncIterable<Record<string, unknown>>,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const images = columns.filter((c) => c.type === 'image').map((c) => c.name);
  const features = Object.fromEntries(images.map((name) => [name, { _type: 'Image' }]));
  const kvMetadata = images.length
    ? [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }]
    : undefined;
  const file = new ParquetWriter({ writer, schema: schemaOf(columns), kvMetadata, createdBy: 'errata' });
  const take = () => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  let group: Record<string, unknown>[] = [];
  let weight = 0;
  const flush = async () => {
    const size = group.length;
    const columnData = columns.map(({ name, type }) => ({ name, data: group.map((row) => stored(type, row[name])) }));
    await file.write({ columnData, rowGroupSize: size });
    group = [];
    weight = 0;
    return take();
  };
  for await (const row of rows) {
    group.push(row);
    for (const name of images) weight += (row[name] as { bytes: Uint8Array } | null)?.bytes.length ?? 0;
    if (group.length >= GROUP_ROWS || weight >= GROUP_BYTES) yield await flush();
  }
  if (group.length) yield await flush();
  await file.finish();
  yield take();
}
