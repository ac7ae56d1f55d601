/** A file to upload, with its path inside what was picked: `train/cat/1.png`. */
export interface PickedFile {
  path: string;
  file: File;
  /** The name of the folder that was picked, where one was. */
  root?: string;
}

/** What a file input holds; of a folder, with paths relative to it and the folder's own name left out. */
export function pickedFrom(list: FileList | null): PickedFile[] {
  return [...(list ?? [])].map((file) => ({
    path: file.webkitRelativePath ? withoutRoot(file.webkitRelativePath) : file.name,
    file,
    root: file.webkitRelativePath.split('/')[0] || undefined,
  }));
}

const withoutRoot = (path: string) => path.slice(path.indexOf('/') + 1);
