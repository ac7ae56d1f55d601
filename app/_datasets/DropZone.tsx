'use client';

import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { handOver } from '#/app/_import/handOver.ts';
import { type PickedFile, pickedFrom } from '#/app/_import/pickedFile.ts';
import { Button } from '#/app/_ui/Button.tsx';
import { Icon } from '#/app/_ui/Icon.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { useDrop } from './useDrop.ts';

/** Takes a file or a folder, dropped anywhere on the page or chosen, and goes on to the import page with it. */
export function DropZone({ onPick }: { onPick?: (files: PickedFile[]) => void }) {
  const router = useRouter();
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function take(files: PickedFile[]) {
    if (files.length === 0) return;
    if (onPick) return onPick(files);
    handOver.put(files);
    router.push(paths.import);
  }
  const over = useDrop(take);
  const chosen = (input: HTMLInputElement) => {
    take(pickedFrom(input.files));
    input.value = '';
  };

  return (
    <section className="drop" aria-labelledby="drop" data-over={over}>
      <Icon name="up" />
      <div>
        <h2 id="drop">Drop a file or folder to import</h2>
        <p>
          CSV, TSV, JSON, JSON Lines or Parquet with a label column; a folder or ZIP of pictures, one folder per class,
          with captions, or with a metadata file. It stays on this server.
        </p>
      </div>
      <div className="choose">
        <Button onClick={() => file.current?.click()}>Choose files</Button>
        <Button onClick={() => folder.current?.click()}>Choose a folder</Button>
      </div>
      <input
        ref={file}
        type="file"
        multiple
        hidden
        onChange={(e) => chosen(e.currentTarget)}
        aria-label="Files to import"
      />
      <input
        ref={(input) => {
          folder.current = input;
          // Every browser has this attribute; React's types do not.
          input?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        onChange={(e) => chosen(e.currentTarget)}
        aria-label="Folder to import"
      />
    </section>
  );
}
