import { readFile } from 'node:fs/promises';
import type { patch } from '#/db/schema/index.ts';
import { badInput, type SourceFile } from '#/server/formats/source.ts';
import { openTables } from '#/server/formats/tables.ts';
import { readHead } from '#/server/formats/utf8.ts';
import type { ProblemList } from '#/server/services/imports/problems.ts';
import { textOf } from '#/server/services/imports/record.ts';

/** One corrected label as a file gives it. */
export interface PatchEntry {
  id: string;
  label: string;
  line: number;
}

export interface ReadPatch {
  format: (typeof patch.$inferSelect)['format'];
  entries: PatchEntry[];
}

/** Bytes of a JSON object that is held whole: 256 MiB. */
const OBJECT_BYTES = 256 * 1024 ** 2;
const idNames = ['id', 'uid', 'sample_id', 'external_id', 'example_id'];
const labelNames = ['relation', 'corrected_label', 'new_label', 'label_new', 'label', 'corrected', 'correct', 'gold'];

/**
 * Reads a file of corrected labels: `{id: label}` as Re-TACRED publishes it, `[{id, relation}]` as TACRev does, or any
 * table with a column of ids and one of labels.
 * @throws ErrataError bad_input where it is none of these
 */
export async function readEntries(file: SourceFile, problems: ProblemList): Promise<ReadPatch> {
  return (await readObject(file)) ?? readRows(file, problems);
}

/** The entries of a JSON object id → label; null for any other file. */
async function readObject(file: SourceFile): Promise<ReadPatch | null> {
  const head = await readHead(file.path, OBJECT_BYTES);
  if (!/^\uFEFF?\s*\{/.test(head.toString('utf8', 0, 100)) || head.length >= OBJECT_BYTES) return null;
  const text = (await readFile(file.path, 'utf8')).replace(/^\uFEFF/, '');
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  // A single line of JSON Lines is an object too: its fields have the names of columns.
  const pairs = Object.entries(value);
  if (pairs.some(([, label]) => typeof label !== 'string') || pairs.some(([id]) => idNames.includes(id))) return null;
  let at = 0;
  let line = 1;
  const entries = pairs.map(([id, label]) => {
    const found = text.indexOf(JSON.stringify(id), at);
    for (let next = text.indexOf('\n', at); next >= 0 && next < found; next = text.indexOf('\n', next + 1)) line++;
    if (found >= 0) at = found;
    return { id, label: label as string, line };
  });
  return { format: 'id → label', entries };
}

async function readRows(file: SourceFile, problems: ProblemList): Promise<ReadPatch> {
  const source = await openTables([file]);
  try {
    const lower = new Map(source.columns.map((c) => [c.toLowerCase(), c]));
    const id = idNames.flatMap((name) => lower.get(name) ?? [])[0];
    const others = source.columns.filter((c) => c !== id);
    const label =
      labelNames.flatMap((name) => lower.get(name) ?? [])[0] ?? (others.length === 1 ? others[0] : undefined);
    if (id === undefined || label === undefined)
      throw badInput({
        file: file.name,
        message: `corrections need a column “id” and a column “label” or “relation”; the columns are ${source.columns.join(', ')}.`,
      });
    const entries: PatchEntry[] = [];
    for await (const { line, fields } of source.records((p) => problems.add(p))) {
      const [key, name] = [textOf(fields[id]), textOf(fields[label])];
      if (key !== null && name !== null) entries.push({ id: key, label: name, line });
      else problems.add({ file: file.name, line, message: `the ${key === null ? 'id' : 'label'} is missing.` });
    }
    return {
      format: label.toLowerCase() === 'relation' && source.format === 'json' ? '[{id, relation}]' : 'table',
      entries,
    };
  } finally {
    await source.close();
  }
}
