import type { PickedFile } from './pickedFile.ts';

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((ok, no) => entry.file(ok, no));

const batchOf = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((ok, no) => reader.readEntries(ok, no));

async function walk(entry: FileSystemEntry, path: string, found: PickedFile[]): Promise<void> {
  if (entry.isFile) {
    found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader hands out at most a hundred entries at a time and ends with none.
  for (let batch = await batchOf(reader); batch.length > 0; batch = await batchOf(reader))
    for (const child of batch) await walk(child, path ? `${path}/${child.name}` : child.name, found);
}

/** Everything in a drop, folders walked; the name of a single dropped folder is left out of the paths. */
export async function filesOf(drop: DataTransfer): Promise<PickedFile[]> {
  // Entries must be taken before the first await: the drop is gone afterwards.
  const entries = [...drop.items].map((item) => item.webkitGetAsEntry()).filter((e) => e !== null);
  if (entries.length === 0) return [...drop.files].map((file) => ({ path: file.name, file }));
  const found: PickedFile[] = [];
  const single = entries.length === 1 && entries[0].isDirectory;
  for (const entry of entries) await walk(entry, single ? '' : entry.name, found);
  return single ? found.map((f) => ({ ...f, root: entries[0].name })) : found;
}
