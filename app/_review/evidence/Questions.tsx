'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Icon } from '#/app/_ui/Icon.tsx';
import { Pips } from '#/app/_ui/measures.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { VisualEvidenceView } from '#/server/domain/question.ts';
import { QuestionAnswer } from './QuestionAnswer.tsx';

interface QuestionsProps {
  sampleId: string;
  label: string | null;
  /** Asked was whether the caption holds. */
  caption: boolean;
  visual: VisualEvidenceView;
}

const fitWords = { true: 'fits', false: 'does not fit', null: 'not answered' } as const;

/** What a vision model answered about the picture, question by question; the reader may know better. */
export function Questions({ sampleId, label, caption, visual: served }: QuestionsProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [open, setOpen] = useState<number | null>(null);
  // What the reader has answered outlives the panel: they may come back to the sample.
  const key = ['visual', sampleId];
  const { data: visual } = useQuery({ queryKey: key, queryFn: () => served, initialData: served, staleTime: Infinity });
  const answer = useMutation(
    trpc.questions.answer.mutationOptions({ onSuccess: (fresh) => queries.setQueryData(key, fresh) }),
  );
  const { matched, answered, rows } = visual;
  const close = (questionId: number) => {
    setOpen(null);
    document.getElementById(`question-${questionId}`)?.focus();
  };
  return (
    <div className="visual">
      <p className="visual-say">
        Asked about the picture, a vision model gives {matched} of {answered} answers that{' '}
        {caption ? (
          'its caption'
        ) : (
          <span className="mono" dir="auto">
            {label ?? 'its label'}
          </span>
        )}{' '}
        should get.
      </p>
      <div className="score">
        <b className="num">
          {matched}/{answered}
        </b>
        <Pips on={matched} of={answered} tone="ink" />
        <span className="small quiet">consistent</span>
      </div>
      <table className="vqa">
        <thead>
          <tr>
            <th>Question</th>
            <th>expected</th>
            <th>seen</th>
            <th>
              <span className="vh">fits</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.questionId} className={row.fits === null ? 'none' : row.fits ? 'yes' : 'no'}>
              <td dir="auto">
                {row.question}
                {open === row.questionId ? (
                  <QuestionAnswer
                    row={row}
                    onAnswer={(said) => {
                      answer.mutate({ sampleId, questionId: row.questionId, answer: said });
                      close(row.questionId);
                    }}
                    onCancel={() => close(row.questionId)}
                  />
                ) : null}
              </td>
              <td dir="auto">
                <span className="vqa-label">{row.expected}</span>
              </td>
              <td dir="auto">
                {row.mine ?? (row.byReader ? 'by a reader' : (row.answer ?? 'nothing'))}
                {row.mine ? <span className="vqa-mine">yours</span> : null}
              </td>
              <td>
                <button
                  type="button"
                  id={`question-${row.questionId}`}
                  className="vqa-open"
                  disabled={row.questionId === 0}
                  aria-expanded={open === row.questionId}
                  aria-label={`${fitWords[`${row.fits}`]}; answer it yourself: ${row.question}`}
                  onClick={() => setOpen(open === row.questionId ? null : row.questionId)}
                >
                  <Icon name={row.fits === null ? 'query' : row.fits ? 'check' : 'cross'} />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small quiet visual-foot">
        Answered by {visual.model}. A mark opens the question: your own answer counts instead.
      </p>
      <ErrorNotice error={answer.error} />
    </div>
  );
}
