import { openCocoCaptions, readCocoCaptions } from './coco.ts';
import { isSemeval } from './semeval.ts';
import {
  badInput,
  type FormatId,
  type ProblemListener,
  type Source,
  type SourceFile,
  type SourceRecord,
  throwProblem,
} from './source.ts';
import { isTableName, openTables } from './tables.ts';

/** A file of an image folder or ZIP. */
export interface TreeEntry {
  /** Relative path with forward slashes. */
  path: string;
  bytes(): Promise<Uint8Array>;
  /** The file on disk, unpacked first where need be. */
  onDisk(): Promise<SourceFile>;
}

export interface Tree {
  format: FormatId;
  /** Name of the ZIP or folder, for sentences. */
  name: string;
  entries: TreeEntry[];
  close(): Promise<void>;
}

const junk = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;
const metadataName = /(^|\/)metadata\.(csv|tsv|jsonl|parquet)$/i;
const notPicture = /\.(txt|md|rst|pdf|html?|ya?ml|xml|npy|npz|log|toml|ini|sha256|md5|lock)$/i;
const splitName = /^(train|training|test|testing|val|valid|validation|dev|holdout)$/i;

/**
 * Opens a folder or ZIP: pictures under `class/file` or `split/class/file`, pictures described by `metadata.csv|jsonl`
 * with a column `file_name`, or tables alone. Rows are in the order of the paths.
 */
export async function openTree(tree: Tree): Promise<Source> {
  const entries = tree.entries
    .filter((e) => !junk.test(e.path))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const tables = entries.filter((e) => isTableName(e.path));
  const pictures = entries.filter((e) => !isTableName(e.path) && !notPicture.test(e.path));
  const openAll = async (files: SourceFile[]): Promise<Source> => {
    const opened = await openTables(files);
    return { ...opened, close: async () => void (await Promise.all([opened.close(), tree.close()])) };
  };
  if (pictures.length === 0 && tables.length > 0) return openAll(await Promise.all(tables.map((t) => t.onDisk())));
  if (pictures.length === 0) {
    const texts = await Promise.all(entries.filter((e) => /\.txt$/i.test(e.path)).map((e) => e.onDisk()));
    const relations = [];
    for (const file of texts) if (await isSemeval(file)) relations.push(file);
    if (relations.length > 0) return openAll(relations);
  }
  if (pictures.length === 0) throw badInput({ file: tree.name, message: 'there is no table and no picture in it.' });
  const metadata = tables.filter((t) => metadataName.test(t.path));
  if (metadata.length === 0)
    for (const table of tables.filter((t) => /\.json$/i.test(t.path))) {
      const coco = await readCocoCaptions(table);
      if (coco) return openCocoCaptions(tree, pictures, coco, table.path);
    }
  return metadata.length ? openDescribed(tree, pictures, metadata) : openClassFolders(tree, pictures);
}

/** Folder names of a picture below the folder that all share: [split?, class…]. */
function folders(path: string, shared: number): string[] {
  return path.split('/').slice(shared, -1);
}

/** How many leading folders hold everything and are not a class themselves, such as the one a ZIP was made from. */
function sharedFolders(paths: string[]): number {
  let shared = 0;
  for (;;) {
    const parts = paths[0]!.split('/');
    const name = parts[shared];
    const stripped = paths.every((p) => {
      const own = p.split('/');
      return own[shared] === name && own.length > shared + 2;
    });
    if (!stripped || name === undefined || splitName.test(name)) return shared;
    shared++;
  }
}

function openClassFolders(tree: Tree, pictures: TreeEntry[]): Source {
  const shared = sharedFolders(pictures.map((p) => p.path));
  const hasSplit = pictures.every(
    (p) => splitName.test(folders(p.path, shared)[0] ?? '') && folders(p.path, shared).length > 1,
  );
  return {
    format: tree.format,
    task: 'image',
    columns: hasSplit ? ['file_name', 'label', 'split'] : ['file_name', 'label'],
    imageColumn: 'file_name',
    declared: { label: 'label', id: 'file_name', ...(hasSplit ? { split: 'split' } : {}) },
    rows: pictures.length,
    records: (onProblem = throwProblem) => classRecords(pictures, shared, hasSplit, onProblem),
    close: tree.close,
  };
}

async function* classRecords(
  pictures: TreeEntry[],
  shared: number,
  hasSplit: boolean,
  onProblem: ProblemListener,
): AsyncGenerator<SourceRecord> {
  for (const [i, picture] of pictures.entries()) {
    const names = folders(picture.path, shared);
    const label = names.slice(hasSplit ? 1 : 0).join('/');
    if (!label) {
      onProblem({
        file: picture.path,
        message: 'the picture is in no class folder; put it in one, or add a metadata.csv with file_name and label.',
      });
      continue;
    }
    const fields = { file_name: picture.path, label, ...(hasSplit ? { split: names[0] } : {}) };
    yield { line: i + 1, file: picture.path, fields, image: picture.bytes };
  }
}

async function openDescribed(tree: Tree, pictures: TreeEntry[], metadata: TreeEntry[]): Promise<Source> {
  const byPath = new Map(pictures.map((p) => [p.path, p]));
  const parts = await Promise.all(
    metadata.map(async (entry) => ({
      folder: entry.path.slice(0, entry.path.lastIndexOf('/') + 1),
      source: await openTables([await entry.onDisk()]),
    })),
  );
  const columns = [...new Set(parts.flatMap((p) => p.source.columns))];
  for (const [i, { source }] of parts.entries())
    if (!source.columns.includes('file_name'))
      throw badInput({
        file: metadata[i]!.path,
        line: 1,
        message: 'the column “file_name” is missing; it names the picture of each row.',
      });
  const split = parts.every((p) => splitName.test(p.folder.split('/').at(-2) ?? '')) && !columns.includes('split');
  async function* records(onProblem: ProblemListener): AsyncGenerator<SourceRecord> {
    for (const { folder, source } of parts)
      for await (const record of source.records(onProblem)) {
        const name = String(record.fields.file_name ?? '');
        const picture = byPath.get(folder + name.replace(/^\.\//, ''));
        if (!picture) {
          onProblem({
            file: record.file,
            line: record.line,
            column: 'file_name',
            message: `the picture “${name}” is not there.`,
          });
          continue;
        }
        const fields = split ? { ...record.fields, split: folder.split('/').at(-2) } : record.fields;
        yield { ...record, fields: { ...fields, file_name: picture.path }, image: picture.bytes };
      }
  }
  return {
    format: tree.format,
    task: 'image',
    columns: split ? [...columns, 'split'] : columns,
    imageColumn: 'file_name',
    declared: { id: 'file_name', ...(split ? { split: 'split' } : {}) },
    rows: null,
    records: (onProblem = throwProblem) => records(onProblem),
    close: async () => {
      await Promise.all(parts.map((p) => p.source.close()));
      await tree.close();
    },
  };
}
