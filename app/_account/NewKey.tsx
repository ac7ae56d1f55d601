'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { CopyLine } from '#/app/_ui/CopyLine.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';

const lives = [
  { days: 30, name: '30 days' },
  { days: 90, name: '90 days' },
  { days: 365, name: 'a year' },
];

/** Makes a key and shows it this once. */
export function NewKey() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const create = useMutation(
    trpc.accounts.createApiKey.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.accounts.apiKeys.pathFilter()),
    }),
  );
  return (
    <div className="mt-5 grid gap-4">
      <form
        className="flex flex-wrap items-end gap-4"
        onSubmit={(e) => {
          e.preventDefault();
          const data = new FormData(e.currentTarget);
          create.mutate({ name: String(data.get('name')), expiresInDays: Number(data.get('days')) || undefined });
        }}
      >
        <label className="field min-w-[200px] flex-1">
          <span>Name</span>
          <input className="input" name="name" required maxLength={100} placeholder="what it is for" />
        </label>
        <label className="field">
          <span>Ends after</span>
          <select className="input" name="days" defaultValue="90">
            {lives.map((l) => (
              <option key={l.days} value={l.days}>
                {l.name}
              </option>
            ))}
            <option value="">never</option>
          </select>
        </label>
        <Button type="submit" disabled={create.isPending}>
          Make a key
        </Button>
      </form>
      <ErrorNotice error={create.error} />
      {create.data ? (
        <CopyLine text={create.data.key} label="New API key" say="It is shown only now. Keep it like a password." />
      ) : null}
    </div>
  );
}
