import { type FileHandle, open } from 'node:fs/promises';
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { looksLikeImage } from './signature.ts';
import { badInput, type Source, type SourceFile, type SourceRecord } from './source.ts';

/** Uncompressed bytes decoded at a time; a row group larger than this is read in slices. */
const SLICE_BYTES = 64 * 1024 * 1024;

interface Declared {
  /** Column → names of its classes, by number. */
  classNames: Map<string, string[]>;
  images: Set<string>;
}

/** Opens a Parquet file, with the class names and image columns that Hugging Face's metadata declares. */
export async function openParquet(file: SourceFile): Promise<Source> {
  const handle = await open(file.path);
  try {
    const buffer = await bufferOf(handle);
    const metadata = await readMetadata(file, buffer);
    const columns = parquetSchema(metadata).children.map((child) => child.element.name);
    const declared = declarations(metadata);
    const total = Number(metadata.num_rows);
    if (total === 0) throw badInput({ file: file.name, message: 'the file has no rows.' });
    const [first] = await readSlice(file, buffer, metadata, 0, 1);
    for (const column of columns) if (imageOf(first?.[column])) declared.images.add(column);
    const imageColumn = columns.find((c) => declared.images.has(c)) ?? null;
    const label = columns.find((c) => declared.classNames.has(c));
    return {
      format: 'parquet',
      task: imageColumn ? 'image' : 'text',
      columns,
      imageColumn,
      declared: label ? { label } : {},
      rows: total,
      records: () => records(file, buffer, metadata, declared, imageColumn),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function bufferOf(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      if (bytesRead < bytes.length) throw new Error('the file is shorter than it says');
      return bytes.buffer;
    },
  };
}

async function readMetadata(file: SourceFile, buffer: AsyncBuffer): Promise<FileMetaData> {
  if (buffer.byteLength === 0) throw badInput({ file: file.name, message: 'the file is empty.' });
  try {
    return await parquetMetadataAsync(buffer);
  } catch {
    throw badInput({ file: file.name, message: 'this is not a complete Parquet file; it is damaged or was cut off.' });
  }
}

async function readSlice(
  file: SourceFile,
  buffer: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<Record<string, unknown>[]> {
  try {
    return await parquetReadObjects({
      file: buffer,
      metadata,
      rowStart,
      rowEnd,
      compressors,
      utf8: false,
      useOffsetIndex: true,
    });
  } catch (error) {
    throw badInput({
      file: file.name,
      line: rowStart + 1,
      message: `the rows from here on cannot be decoded; the file is damaged (${(error as Error).message}).`,
    });
  }
}

async function* records(
  file: SourceFile,
  buffer: AsyncBuffer,
  metadata: FileMetaData,
  declared: Declared,
  imageColumn: string | null,
): AsyncGenerator<SourceRecord> {
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const slices = Math.max(1, Math.ceil(Number(group.total_byte_size) / SLICE_BYTES));
    const step = Math.max(1, Math.ceil(rows / slices));
    for (let start = 0; start < rows; start += step) {
      const from = groupStart + start;
      const slice = await readSlice(file, buffer, metadata, from, groupStart + Math.min(rows, start + step));
      for (let i = 0; i < slice.length; i++) yield toRecord(slice[i]!, from + i + 1, file, declared, imageColumn);
    }
    groupStart += rows;
  }
}

function toRecord(
  row: Record<string, unknown>,
  line: number,
  file: SourceFile,
  declared: Declared,
  imageColumn: string | null,
): SourceRecord {
  const fields: Record<string, unknown> = {};
  let image: Uint8Array | undefined;
  for (const [column, value] of Object.entries(row)) {
    const picture = declared.images.has(column) ? imageOf(value) : null;
    if (picture && column === imageColumn) image = picture.bytes;
    const names = declared.classNames.get(column);
    if (declared.images.has(column)) fields[column] = picture?.path ?? null;
    else if (names && value !== null && value !== undefined) fields[column] = names[Number(value)] ?? null;
    else fields[column] = plain(value);
  }
  return { line, file: file.name, fields, ...(image ? { image: async () => image } : {}) };
}

/** Hugging Face keeps a picture as {bytes, path}; others as plain bytes. */
function imageOf(value: unknown): { bytes: Uint8Array; path: string | null } | null {
  if (value instanceof Uint8Array) return looksLikeImage(value) ? { bytes: value, path: null } : null;
  if (typeof value !== 'object' || value === null || !('bytes' in value)) return null;
  const { bytes, path } = value as { bytes: unknown; path?: unknown };
  if (!(bytes instanceof Uint8Array)) return null;
  const name = path instanceof Uint8Array ? Buffer.from(path).toString('utf8') : path;
  return { bytes, path: typeof name === 'string' ? name : null };
}

/** A Parquet value as JSON can hold it: exact large numbers and bytes that are not text become text. */
function plain(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(value);
    } catch {
      return Buffer.from(value).toString('base64');
    }
  }
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
  return value;
}

interface HuggingFaceFeature {
  _type?: string;
  names?: unknown;
}

function declarations(metadata: FileMetaData): Declared {
  const declared: Declared = { classNames: new Map(), images: new Set() };
  const text = metadata.key_value_metadata?.find((pair) => pair.key === 'huggingface')?.value;
  if (!text) return declared;
  let features: Record<string, HuggingFaceFeature> = {};
  try {
    features = (JSON.parse(text) as { info?: { features?: Record<string, HuggingFaceFeature> } }).info?.features ?? {};
  } catch {
    // Metadata that another program wrote badly does not make the rows unreadable.
    return declared;
  }
  for (const [column, feature] of Object.entries(features)) {
    if (feature?._type === 'ClassLabel' && Array.isArray(feature.names))
      declared.classNames.set(column, feature.names.map(String));
    if (feature?._type === 'Image') declared.images.add(column);
  }
  return declared;
}
