import type { PickedFile } from './pickedFile.ts';

interface SortedFiles {
  /** What is imported: one table, one ZIP, or the files of a folder. */
  data: PickedFile[];
  /** `.npy` arrays, which come beside a table. */
  arrays: PickedFile[];
}

const isJunk = (path: string) => /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i.test(path);

/** Parts arrays from data and leaves out what file managers scatter into folders. */
export function sortFiles(files: PickedFile[]): SortedFiles {
  const kept = files.filter((f) => !isJunk(f.path));
  return {
    data: kept.filter((f) => !f.path.toLowerCase().endsWith('.npy')),
    arrays: kept.filter((f) => f.path.toLowerCase().endsWith('.npy')),
  };
}

/** A name for the dataset: the picked folder's, or its only file's: "product-listings" for `product-listings.csv.gz`. */
export function nameFor(files: PickedFile[]): string {
  const root = files[0]?.root;
  if (root) return root;
  const first = files[0]?.path.split('/').at(-1) ?? '';
  return files.length === 1 ? first.replace(/(\.[a-z0-9]{1,8}){1,2}$/i, '') || first : '';
}
