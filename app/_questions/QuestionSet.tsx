'use client';

import { useState } from 'react';
import { Button } from '#/app/_ui/Button.tsx';
import type { QuestionSetView } from '#/server/domain/question.ts';
import { QuestionSetForm } from './QuestionSetForm.tsx';

/** The questions of one class, as they are asked; leads edit them. */
export function QuestionSet({ set, leads }: { set: QuestionSetView; leads: boolean }) {
  const [editing, setEditing] = useState(false);
  const { label, questions, synonyms, version, writtenBy } = set;
  const from =
    version === 0
      ? 'not written yet'
      : `version ${version}, ${writtenBy ? `written by ${writtenBy}` : 'written by a person'}`;
  return (
    <div className={`border-b border-rule ${questions.length || editing ? 'py-4' : 'py-2'}`}>
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h3 className="mono font-medium" dir="auto">
          {label}
        </h3>
        <span className="quiet small">{from}</span>
        {leads && !editing ? (
          <Button small className="ml-auto" onClick={() => setEditing(true)}>
            {version === 0 ? 'Write them' : 'Edit'}
            <span className="vh">: the questions of {label}</span>
          </Button>
        ) : null}
      </div>
      {editing ? (
        <QuestionSetForm set={set} onDone={() => setEditing(false)} />
      ) : (
        <>
          {questions.length ? (
            <ul className="mt-2 grid gap-1">
              {questions.map((q) => (
                <li key={q.id} className="flex flex-wrap gap-x-3" dir="auto">
                  {q.text}
                  <span className="quiet small">{q.kind === 'general' ? 'names the label' : q.expected}</span>
                </li>
              ))}
            </ul>
          ) : null}
          {synonyms.length ? <p className="quiet small mt-2">Also right: {synonyms.join(', ')}</p> : null}
        </>
      )}
    </div>
  );
}
