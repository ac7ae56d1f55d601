'use client';

import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Field } from './Field.tsx';
import { LinkForm, useEnter } from './LinkForm.tsx';

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

/** Makes an account from a one-time link, then signs in. */
export function Join({ kind }: { kind: 'claim' | 'invite' }) {
  const trpc = useTRPC();
  const enter = useEnter();
  const join = useMutation(
    trpc.accounts.acceptInvite.mutationOptions({
      onSuccess: (_, { email, password }) => enter({ email, password }),
    }),
  );
  return (
    <LinkForm
      {...texts[kind]}
      password="Password"
      busy={join.isPending || join.isSuccess}
      error={join.error}
      onSend={({ token, password, get }) => join.mutate({ token, name: get('name'), email: get('email'), password })}
    >
      <Field name="name" label="Name" autoComplete="name" hint="Others see it beside your decisions." />
      <Field name="email" label="E-mail" type="email" autoComplete="username" />
    </LinkForm>
  );
}
