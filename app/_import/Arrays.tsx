'use client';

import { useRef } from 'react';
import { Button } from '#/app/_ui/Button.tsx';
import { pickedFrom } from './pickedFile.ts';
import type { ArrayUpload, Draft, useImport } from './useImport.ts';

const uses: Record<ArrayUpload['use'], string> = {
  embeddings: 'Embeddings',
  predProbs: 'Model probabilities',
  none: 'Not used',
};

/** Optional arrays beside the table: one row per sample, in its order. */
export function Arrays({
  arrays,
  draft,
  flow,
}: {
  arrays: ArrayUpload[];
  draft: Draft;
  flow: ReturnType<typeof useImport>;
}) {
  const input = useRef<HTMLInputElement>(null);
  const set = (id: string, use: ArrayUpload['use']) =>
    flow.setDraft({
      ...draft,
      arrays: draft.arrays.map((a) =>
        a.id === id ? { ...a, use } : a.use === use && use !== 'none' ? { ...a, use: 'none' } : a,
      ),
    });
  return (
    <section className="block">
      <h2>
        Your own arrays<span className="unit">optional, .npy</span>
      </h2>
      {arrays.map((a) => (
        <div key={a.id} className="flex flex-wrap items-center gap-3 border-b border-rule py-2">
          <code className="mr-auto">{a.fileName}</code>
          <select
            className="sel mt-0"
            aria-label={`Use of ${a.fileName}`}
            value={a.use}
            onChange={(e) => set(a.id, e.target.value as ArrayUpload['use'])}
          >
            {Object.entries(uses).map(([use, name]) => (
              <option key={use} value={use}>
                {name}
              </option>
            ))}
          </select>
        </div>
      ))}
      <p className="lede">
        Embeddings replace our encoder; what your own model makes of the samples fills a queue of its own. One row per
        sample, in the order of the file.
      </p>
      <p className="mt-3">
        <Button small icon="up" onClick={() => input.current?.click()}>
          Add an array
        </Button>
        <input
          ref={input}
          type="file"
          accept=".npy"
          multiple
          hidden
          aria-label="Array to add"
          onChange={(e) => {
            void flow.addArrays(pickedFrom(e.currentTarget.files));
            e.currentTarget.value = '';
          }}
        />
      </p>
    </section>
  );
}
