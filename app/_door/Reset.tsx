'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Field } from './Field.tsx';
import { postJson } from './postJson.ts';

/** Sets a password from an admin's one-time link, then signs in. Opening the link spends nothing. */
export function Reset() {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const token = useSearchParams().get('token') ?? '';
  const reset = useMutation(
    trpc.accounts.acceptReset.mutationOptions({
      onSuccess: async ({ email }, { password }) => {
        await postJson('/api/auth/sign-in/email', { email, password });
        queries.clear();
        router.replace(paths.datasets);
      },
    }),
  );
  if (token.length < 20)
    return (
      <Notice title="This link is not complete.">
        Open it again from where you got it, whole, with everything after the question mark.
      </Notice>
    );
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        reset.mutate({ token, password: String(new FormData(event.currentTarget).get('password') ?? '') });
      }}
    >
      <div>
        <h1>New password</h1>
        <p className="mt-2 text-ink-2">Wherever you are still signed in, you are signed out.</p>
      </div>
      <ErrorNotice error={reset.error} />
      <Field
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        minLength={10}
        hint="At least 10 characters."
      />
      <Button type="submit" ink disabled={reset.isPending || reset.isSuccess} className="justify-center">
        Set it and sign in
      </Button>
    </form>
  );
}
