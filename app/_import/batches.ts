import type { PickedFile } from './pickedFile.ts';

const FILES_PER_REQUEST = 250;
const BYTES_PER_REQUEST = 64_000_000;

/** Files in the order picked, in requests of bounded size: a folder of 100,000 pictures is never one request. */
export function batchesOf(files: PickedFile[]): PickedFile[][] {
  const batches: PickedFile[][] = [];
  let bytes = 0;
  for (const f of files) {
    const open = batches.at(-1);
    if (!open || open.length >= FILES_PER_REQUEST || bytes + f.file.size > BYTES_PER_REQUEST) {
      batches.push([f]);
      bytes = f.file.size;
    } else {
      open.push(f);
      bytes += f.file.size;
    }
  }
  return batches;
}
