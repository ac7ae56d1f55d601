'use client';

import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { LinkForm, useEnter } from './LinkForm.tsx';

/** Sets a password from an admin's one-time link, then signs in. */
export function Reset() {
  const trpc = useTRPC();
  const enter = useEnter();
  const reset = useMutation(
    trpc.accounts.acceptReset.mutationOptions({
      onSuccess: ({ email }, { password }) => enter({ email, password }),
    }),
  );
  return (
    <LinkForm
      title="New password"
      say="Wherever you are still signed in, you are signed out."
      password="New password"
      button="Set it and sign in"
      busy={reset.isPending || reset.isSuccess}
      error={reset.error}
      onSend={({ token, password }) => reset.mutate({ token, password })}
    />
  );
}
