'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { estimateWords } from './estimateWords.ts';

/** How many pictures, and what they may cost; the estimate stands below before anything is spent. */
export function RunForm({ priced }: { priced: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset } = useDataset();
  const { slug } = dataset;
  const [samples, setSamples] = useState(Math.min(1000, dataset.samples));
  const estimate = useQuery(trpc.questions.estimate.queryOptions({ slug, samples }, { enabled: samples > 0 }));
  const start = useMutation(
    trpc.questions.start.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.questions.pathFilter()) }),
  );
  const nothing = estimate.data?.samples === 0;
  return (
    <section className="block">
      <h2>Ask</h2>
      <form
        className="pt-4"
        onSubmit={(e) => {
          e.preventDefault();
          const data = new FormData(e.currentTarget);
          const limit = (name: string) => {
            const text = String(data.get(name) ?? '').trim();
            return text === '' ? null : Number(text);
          };
          start.mutate({
            slug,
            samples,
            budget: { calls: limit('calls'), tokens: limit('tokens'), money: limit('money') },
          });
        }}
      >
        <div className="flex flex-wrap items-end gap-4">
          <label className="field w-[170px]">
            <span>Pictures, most doubted first</span>
            <input
              className="input num"
              type="number"
              min={1}
              max={1_000_000}
              required
              value={samples || ''}
              onChange={(e) => setSamples(Math.max(0, Math.round(Number(e.target.value))))}
            />
          </label>
          <Budget name="calls" label="Calls at most" value={10_000} />
          <Budget name="tokens" label="Tokens at most" />
          {priced ? <Budget name="money" label="Money at most" step="any" /> : null}
          <Button type="submit" ink disabled={start.isPending || !estimate.data || nothing}>
            Start asking
          </Button>
        </div>
        <p className="mt-3 max-w-[76ch] text-ink-2" role="status">
          {estimate.data ? estimateWords(estimate.data) : estimate.isFetching ? 'Estimating…' : ''}
        </p>
        <ErrorNotice error={start.error ?? estimate.error} />
      </form>
    </section>
  );
}

function Budget({ name, label, value, step = '1' }: { name: string; label: string; value?: number; step?: string }) {
  return (
    <label className="field w-[150px]">
      <span>{label}</span>
      <input
        className="input num"
        type="number"
        min={0}
        step={step}
        name={name}
        defaultValue={value}
        placeholder="no limit"
      />
    </label>
  );
}
