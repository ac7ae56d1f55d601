'use client';

import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import type { GuidelinePart } from '#/server/domain/guidelineViews.ts';
import { EditPart } from './EditPart.tsx';
import { Examples } from './Examples.tsx';
import { partId } from './Guidelines.tsx';
import { Markdown } from './Markdown.tsx';
import { Requeue } from './Requeue.tsx';

/** One part of the guidelines: read, and for leads changed in place. */
export function Part({ part, editable }: { part: GuidelinePart; editable: boolean }) {
  const { dataset } = useDataset();
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState<number | null>(null);
  const described = dataset.classes.find((c) => c.name === part.label)?.description ?? null;
  const name = part.label ?? 'For every label';
  const empty = part.text === '' && !described && part.examples.length === 0;
  const write = (
    <Button small onClick={() => setEditing(true)}>
      {part.text === '' ? 'Write' : 'Change'}
      <span className="vh"> {name}</span>
    </Button>
  );
  return (
    <section
      className={empty ? 'block guide-part is-empty' : 'block guide-part'}
      id={partId(part.label)}
      aria-label={name}
    >
      <div className="sec-h">
        <h2>
          <span className={part.label === null ? undefined : 'mono'} dir="auto">
            {name}
          </span>
        </h2>
        <span className="unit">{part.version > 0 ? `version ${part.version}` : empty ? 'nothing written' : ''}</span>
        {empty && editable && !editing ? <span className="ml-auto">{write}</span> : null}
      </div>
      {editing ? (
        <EditPart
          part={part}
          onClose={(version) => {
            setEditing(false);
            setSaved(version);
          }}
        />
      ) : (
        <>
          {described && part.text === '' ? (
            <p className="pt-3" dir="auto">
              {described}
            </p>
          ) : null}
          {part.text === '' ? null : <Markdown text={part.text} />}
          <Examples examples={part.examples} />
          {editable && !empty ? <p className="pt-3">{write}</p> : null}
          {saved !== null && editable ? <Requeue version={saved} onDone={() => setSaved(null)} /> : null}
        </>
      )}
    </section>
  );
}
