'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { MeView } from '#/server/domain/views.ts';

/** One's name as others see it, and one's password. */
export function Profile({ me }: { me: MeView }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const rename = useMutation(
    trpc.accounts.rename.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.accounts.pathFilter()) }),
  );
  const change = useMutation(
    trpc.accounts.changePassword.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.accounts.sessions.pathFilter()),
    }),
  );
  return (
    <section className="block max-w-[860px]">
      <h2>Profile</h2>
      <form
        className="flex flex-wrap items-end gap-4 pt-4"
        onSubmit={(e) => {
          e.preventDefault();
          rename.mutate({ name: String(new FormData(e.currentTarget).get('name')) });
        }}
      >
        <label className="field min-w-[240px]">
          <span>Name</span>
          <input className="input" name="name" defaultValue={me.name} required maxLength={200} autoComplete="name" />
        </label>
        <Button type="submit" disabled={rename.isPending}>
          Change the name
        </Button>
        <span role="status" className="quiet">
          {rename.isSuccess ? 'Changed.' : ''}
        </span>
      </form>
      <ErrorNotice error={rename.error} />
      {me.demo ? null : (
        <form
          className="flex flex-wrap items-end gap-4 pt-5"
          onSubmit={(e) => {
            e.preventDefault();
            const form = e.currentTarget;
            const data = new FormData(form);
            change.mutate(
              { current: String(data.get('current')), next: String(data.get('next')) },
              { onSuccess: () => form.reset() },
            );
          }}
        >
          {/* Password managers want to know whose password this is. */}
          <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
          <label className="field min-w-[200px]">
            <span>Present password</span>
            <input className="input" name="current" type="password" autoComplete="current-password" required />
          </label>
          <label className="field min-w-[200px]">
            <span>New password</span>
            <input
              className="input"
              name="next"
              type="password"
              autoComplete="new-password"
              minLength={10}
              maxLength={200}
              required
            />
          </label>
          <Button type="submit" disabled={change.isPending}>
            Change the password
          </Button>
          <span role="status" className="quiet">
            {change.isSuccess ? 'Changed. Other places are signed out.' : ''}
          </span>
        </form>
      )}
      <div className="pt-3">
        <ErrorNotice error={change.error} />
      </div>
    </section>
  );
}
