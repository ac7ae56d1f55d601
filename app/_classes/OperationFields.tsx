'use client';

import type { ClassDetail } from '#/server/domain/classViews.ts';
import type { Draft } from './draft.ts';

interface OperationFieldsProps {
  draft: Draft;
  of: ClassDetail | null;
  classes: readonly ClassDetail[];
  onDraft: (draft: Draft) => void;
}

/** The fields that one kind of operation needs. */
export function OperationFields({ draft, of, classes, onDraft }: OperationFieldsProps) {
  const set = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  const name = (
    <label className="field">
      <span>Name</span>
      <input className="input" value={draft.name} maxLength={1000} onChange={(e) => set({ name: e.target.value })} />
    </label>
  );
  const description = (
    <label className="field">
      <span>What it means</span>
      <textarea
        className="input area"
        rows={3}
        value={draft.description}
        maxLength={4000}
        onChange={(e) => set({ description: e.target.value })}
      />
      <small>Shown to readers with D.</small>
    </label>
  );
  switch (draft.kind) {
    case 'add':
      return (
        <>
          {name}
          {description}
        </>
      );
    case 'rename':
      return name;
    case 'describe':
      return description;
    case 'colour':
      return (
        <label className="field">
          <span>Colour</span>
          <span className="colour">
            <input type="color" value={draft.colour || '#888888'} onChange={(e) => set({ colour: e.target.value })} />
            <button type="button" className="link" onClick={() => set({ colour: '' })}>
              none
            </button>
          </span>
        </label>
      );
    case 'hotKey':
      return (
        <label className="field">
          <span>Key</span>
          <select className="input" value={draft.hotKey} onChange={(e) => set({ hotKey: e.target.value })}>
            <option value="">none</option>
            {[...'1234567890'].map((d) => {
              const taken = classes.find((c) => c.hotKey === d && c.index !== of?.index);
              return (
                <option key={d} value={d}>
                  {d}
                  {taken ? `, changes places with ${taken.name}` : ''}
                </option>
              );
            })}
          </select>
        </label>
      );
    case 'merge':
      return (
        <label className="field">
          <span>Into</span>
          <select className="input" value={draft.into} onChange={(e) => set({ into: e.target.value })}>
            <option value="">choose a class</option>
            {classes
              .filter((c) => c.state === 'open' && c.index !== of?.index)
              .map((c) => (
                <option key={c.index} value={c.name}>
                  {c.name}
                </option>
              ))}
          </select>
        </label>
      );
    case 'split':
      return (
        <label className="field">
          <span>Parts, one a line</span>
          <textarea
            className="input area"
            rows={4}
            value={draft.parts}
            onChange={(e) => set({ parts: e.target.value })}
          />
          <small>Its samples get a queue of their own, to be labelled as one of them.</small>
        </label>
      );
    case 'archive':
      return <p>It cannot be chosen or suggested any more. What carries it keeps it.</p>;
    case 'restore':
      return <p>It can be chosen again.</p>;
  }
}
