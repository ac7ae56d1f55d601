'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Field } from './Field.tsx';
import { postJson } from './postJson.ts';

const texts = {
  claim: {
    title: 'Claim this server',
    say: 'You become its administrator. The link works once, for 24 hours.',
    button: 'Become the administrator',
  },
  invite: {
    title: 'Join this server',
    say: 'Somebody invited you. Choose how you sign in; the link works once.',
    button: 'Join',
  },
};

/** Makes an account from a one-time link, then signs in. The link alone does nothing: only this form's POST spends it. */
export function Join({ kind }: { kind: 'claim' | 'invite' }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const token = useSearchParams().get('token') ?? '';
  const text = texts[kind];
  const join = useMutation(
    trpc.accounts.acceptInvite.mutationOptions({
      onSuccess: async (_, { email, password }) => {
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
        const data = new FormData(event.currentTarget);
        const get = (name: string) => String(data.get(name) ?? '');
        join.mutate({ token, name: get('name'), email: get('email'), password: get('password') });
      }}
    >
      <div>
        <h1>{text.title}</h1>
        <p className="mt-2 text-ink-2">{text.say}</p>
      </div>
      <ErrorNotice error={join.error} />
      <Field name="name" label="Name" autoComplete="name" hint="Others see it beside your decisions." />
      <Field name="email" label="E-mail" type="email" autoComplete="username" />
      <Field
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        minLength={10}
        hint="At least 10 characters."
      />
      <Button type="submit" ink disabled={join.isPending || join.isSuccess} className="justify-center">
        {text.button}
      </Button>
    </form>
  );
}
