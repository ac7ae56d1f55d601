'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { GuidelinePart } from '#/server/domain/guidelineViews.ts';
import { Examples } from './Examples.tsx';
import { Markdown } from './Markdown.tsx';

interface EditPartProps {
  part: GuidelinePart;
  /** The version that was made; null when nothing was. */
  onClose: (version: number | null) => void;
}

/** Changes one part: the text beside how it will read, the pinned samples, and what changed. */
export function EditPart({ part, onClose }: EditPartProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset } = useDataset();
  const [text, setText] = useState(part.text);
  const [examples, setExamples] = useState(part.examples);
  const [note, setNote] = useState('');
  const save = useMutation(
    trpc.guidelines.save.mutationOptions({
      onSuccess: async ({ version }) => {
        await queries.invalidateQueries(trpc.guidelines.pathFilter());
        onClose(version);
      },
    }),
  );
  const name = part.label ?? 'every label';
  return (
    <form
      className="grid gap-4 pt-3"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate({
          slug: dataset.slug,
          label: part.label,
          text,
          examples: examples.map(({ sampleId, shows, why }) => ({ sampleId, shows, why })),
          note,
          basedOn: part.version,
        });
      }}
    >
      <div className="guide-edit">
        <label className="field">
          <span>Text for {name}, in Markdown</span>
          <textarea
            className="input"
            // biome-ignore lint/a11y/noAutofocus: opened in order to write
            autoFocus
            dir="auto"
            rows={14}
            maxLength={50_000}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        </label>
        <section aria-label="How it will read">
          <p className="small quiet">How it will read</p>
          {text.trim() === '' ? <p className="quiet">Nothing yet.</p> : <Markdown text={text} />}
        </section>
      </div>
      <Examples examples={examples} onRemove={(id) => setExamples((all) => all.filter((e) => e.sampleId !== id))} />
      {part.label === null ? null : (
        <p className="small quiet">Examples are pinned from a sample’s page, or with P while reviewing.</p>
      )}
      <label className="field max-w-[560px]">
        <span>What changed</span>
        <input
          className="input"
          value={note}
          maxLength={500}
          onChange={(e) => setNote(e.target.value)}
          placeholder="for those who knew the old text"
        />
      </label>
      <ErrorNotice error={save.error} />
      <div className="flex gap-3">
        <Button type="submit" ink disabled={save.isPending}>
          Put in force
        </Button>
        <Button onClick={() => onClose(null)}>Leave as it was</Button>
      </div>
    </form>
  );
}
