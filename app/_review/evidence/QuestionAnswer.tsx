import { useEffect, useRef } from 'react';
import type { ReaderAnswer, VisualEvidenceView } from '#/server/domain/question.ts';

interface QuestionAnswerProps {
  row: VisualEvidenceView['rows'][number];
  onAnswer: (answer: ReaderAnswer | null) => void;
  onCancel: () => void;
}

/** The reader's own answer to one question; Escape leaves it as it was. */
export function QuestionAnswer({ row, onAnswer, onCancel }: QuestionAnswerProps) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const choices: [ReaderAnswer, string][] =
    row.kind === 'general'
      ? [
          ['fits', 'It fits'],
          ['differs', 'It does not'],
        ]
      : [
          ['yes', 'Yes'],
          ['no', 'No'],
        ];
  return (
    <fieldset
      className="vqa-answer"
      onKeyDown={(e) => {
        if (e.key === 'Escape') onCancel();
      }}
    >
      <legend className="vh">Your answer</legend>
      {choices.map(([answer, words], i) => (
        <button
          key={answer}
          ref={i === 0 ? first : undefined}
          type="button"
          aria-pressed={row.mine === answer}
          onClick={() => onAnswer(answer)}
        >
          {words}
        </button>
      ))}
      {row.mine ? (
        <button type="button" onClick={() => onAnswer(null)}>
          Take mine back
        </button>
      ) : null}
    </fieldset>
  );
}
