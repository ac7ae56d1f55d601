'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { QuestionSetView } from '#/server/domain/question.ts';

/** A question being edited; `id` only tells rows apart. */
interface Row {
  id: number;
  text: string;
  expects: 'yes' | 'no' | 'label';
}

const most = 12;
const expectations = { label: 'names the label', yes: 'yes', no: 'no' } as const;

/** Edits the questions of one class; saving makes the next version. */
export function QuestionSetForm({ set, onDone }: { set: QuestionSetView; onDone: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset } = useDataset();
  const [rows, setRows] = useState<Row[]>(() =>
    set.questions.length
      ? set.questions.map((q) => ({ id: q.id, text: q.text, expects: q.expected ?? 'label' }))
      : [
          { id: -1, text: 'What is shown in this picture?', expects: 'label' },
          { id: -2, text: '', expects: 'yes' },
        ],
  );
  const save = useMutation(
    trpc.questions.save.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.questions.pathFilter());
        onDone();
      },
    }),
  );
  const change = (id: number, part: Partial<Row>) => setRows(rows.map((r) => (r.id === id ? { ...r, ...part } : r)));
  return (
    <form
      className="mt-3 grid gap-3"
      onSubmit={(e) => {
        e.preventDefault();
        const synonyms = String(new FormData(e.currentTarget).get('synonyms') ?? '');
        save.mutate({
          slug: dataset.slug,
          label: set.label,
          questions: rows.map(({ text, expects }) => ({
            kind: expects === 'label' ? 'general' : 'specific',
            text,
            expected: expects === 'label' ? null : expects,
          })),
          synonyms: synonyms.split(',').flatMap((s) => s.trim() || []),
        });
      }}
    >
      {rows.map((row, i) => (
        <div key={row.id} className="flex flex-wrap gap-2">
          <input
            className="input min-w-[220px] flex-1"
            aria-label={`Question ${i + 1}`}
            required
            minLength={3}
            maxLength={300}
            value={row.text}
            onChange={(e) => change(row.id, { text: e.target.value })}
          />
          <select
            className="input w-[170px]"
            aria-label={`Expected answer to question ${i + 1}`}
            value={row.expects}
            onChange={(e) => change(row.id, { expects: e.target.value as Row['expects'] })}
          >
            {Object.entries(expectations).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
          <Button
            disabled={rows.length === 1}
            aria-label={`Remove question ${i + 1}`}
            onClick={() => setRows(rows.filter((r) => r.id !== row.id))}
          >
            Remove
          </Button>
        </div>
      ))}
      <label className="field">
        <span>Other names that count as right</span>
        <input
          className="input"
          name="synonyms"
          defaultValue={set.synonyms.join(', ')}
          placeholder="separated by commas"
        />
      </label>
      <ErrorNotice error={save.error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" ink disabled={save.isPending}>
          Save as version {set.version + 1}
        </Button>
        <Button
          disabled={rows.length >= most}
          onClick={() =>
            setRows([...rows, { id: Math.min(0, ...rows.map((r) => r.id)) - 1, text: '', expects: 'yes' }])
          }
        >
          Add a question
        </Button>
        <Button onClick={onDone}>Leave as it was</Button>
      </div>
    </form>
  );
}
