import type { PickedFile } from './pickedFile.ts';

let waiting: PickedFile[] = [];

/** Carries files from the drop zone of one page to the import page; they cannot travel in an address. */
export const handOver = {
  put: (files: PickedFile[]) => {
    waiting = files;
  },
  take: (): PickedFile[] => {
    const files = waiting;
    waiting = [];
    return files;
  },
};
