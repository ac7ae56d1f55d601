'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Field } from './Field.tsx';
import { postJson } from './postJson.ts';

interface LinkFormProps {
  title: string;
  say: string;
  /** What the field for the password is called. */
  password: string;
  button: string;
  /** Being sent, or sent. */
  busy: boolean;
  error: Parameters<typeof ErrorNotice>[0]['error'];
  onSend: (sent: { token: string; password: string; get: (name: string) => string }) => void;
  /** Fields before the password. */
  children?: ReactNode;
}

/** The form behind a one-time link, which ends in a password. Opening the link spends nothing; sending this form does. */
export function LinkForm({ title, say, password, button, busy, error, onSend, children }: LinkFormProps) {
  const token = useSearchParams().get('token') ?? '';
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
        onSend({ token, password: get('password'), get });
      }}
    >
      <div>
        <h1>{title}</h1>
        <p className="mt-2 text-ink-2">{say}</p>
      </div>
      <ErrorNotice error={error} />
      {children}
      <Field
        name="password"
        label={password}
        type="password"
        autoComplete="new-password"
        minLength={10}
        hint="At least 10 characters."
      />
      <Button type="submit" ink disabled={busy} className="justify-center">
        {button}
      </Button>
    </form>
  );
}

/** Signs in with what was just set, and goes to the datasets. */
export function useEnter() {
  const router = useRouter();
  const queries = useQueryClient();
  return async (account: { email: string; password: string }) => {
    await postJson('/api/auth/sign-in/email', account);
    queries.clear();
    router.replace(paths.datasets);
  };
}
