'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import type { StoredPolicy } from '#/server/domain/queuePolicy.ts';

/** The usual ways to read a queue; its settings have every choice. */
const ways: { name: string; input: { preset?: 'published-study'; policy?: StoredPolicy } }[] = [
  { name: 'one reader', input: {} },
  { name: 'two readers', input: { policy: { overlap: 2 } } },
  { name: 'three readers', input: { policy: { overlap: 3 } } },
  { name: 'two readers, blind', input: { policy: { overlap: 2, blind: true } } },
  { name: 'five readers, blind (as published)', input: { preset: 'published-study' } },
];

/** A queue of one pair of labels, or of all samples of one given label. */
export function NewQueue() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset } = useDataset();
  const create = useMutation(
    trpc.queues.create.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.queues.pathFilter()) }),
  );
  return (
    <section className="block mt-10 max-w-[760px]">
      <h2>New queue</h2>
      <form
        className="flex flex-wrap items-end gap-4 pt-4"
        onSubmit={(e) => {
          e.preventDefault();
          const data = new FormData(e.currentTarget);
          const text = (name: string) => String(data.get(name) ?? '').trim() || undefined;
          create.mutate({
            slug: dataset.slug,
            name: text('name'),
            filter: { given: text('given'), suggested: text('suggested') },
            ...ways[Number(data.get('way'))]?.input,
          });
        }}
      >
        <ClassChoice name="given" label="Given label" classes={dataset.classes.map((c) => c.name)} />
        <ClassChoice name="suggested" label="Suggested label" classes={dataset.classes.map((c) => c.name)} />
        <label className="field min-w-[180px] flex-1">
          <span>Name</span>
          <input className="input" name="name" maxLength={200} placeholder="made from the labels" />
        </label>
        <label className="field">
          <span>Read by</span>
          <select className="input" name="way">
            {ways.map((w, i) => (
              <option key={w.name} value={i}>
                {w.name}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit" disabled={create.isPending}>
          Make the queue
        </Button>
      </form>
      <div className="mt-3 grid gap-2 empty:hidden">
        <ErrorNotice error={create.error} />
        {create.data ? (
          <Notice title={`“${create.data.name}” is made.`} done>
            {create.data.waiting} wait in it.{' '}
            <Link className="link" href={paths.queue(dataset.slug, create.data.id)}>
              Its settings
            </Link>
          </Notice>
        ) : null}
      </div>
    </section>
  );
}

function ClassChoice({ name, label, classes }: { name: string; label: string; classes: string[] }) {
  return (
    <label className="field">
      <span>{label}</span>
      <select className="input" name={name} defaultValue="">
        <option value="">any</option>
        {classes.map((c) => (
          <option key={c}>{c}</option>
        ))}
      </select>
    </label>
  );
}
