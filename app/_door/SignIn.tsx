'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { Demo } from './Demo.tsx';
import { Field } from './Field.tsx';
import { nextPath } from './nextPath.ts';
import { postJson } from './postJson.ts';
import { refusalOf } from './refusalOf.ts';
import { useSetup } from './useSetup.ts';

export function SignIn() {
  const setup = useSetup();
  const router = useRouter();
  const queries = useQueryClient();
  const search = useSearchParams();
  const next = nextPath(search.get('next'));
  const refused = refusalOf(search.get('error'));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function enter(url: string, body: unknown) {
    setBusy(true);
    setError(null);
    try {
      await postJson(url, body);
      queries.clear();
      // `next` is checked to be a path of this server.
      router.replace(next as never);
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  }

  /** To the provider, which sends the visitor back to us. */
  async function leave() {
    setBusy(true);
    setError(null);
    try {
      const { url } = await postJson<{ url: string }>('/api/auth/sign-in/social', {
        provider: 'oidc',
        callbackURL: next,
        errorCallbackURL: '/sign-in',
      });
      window.location.assign(url);
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  }

  const form = (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        void enter('/api/auth/sign-in/email', { email: data.get('email'), password: data.get('password') });
      }}
    >
      <Field name="email" label="E-mail" type="email" autoComplete="username" />
      <Field name="password" label="Password" type="password" autoComplete="current-password" />
      <Button type="submit" ink={!setup.data?.demo && !setup.data?.oidc} disabled={busy} className="justify-center">
        Sign in
      </Button>
    </form>
  );

  return (
    <div className="grid gap-6">
      <h1>Sign in</h1>
      <ErrorNotice error={error ?? setup.error} />
      {refused && !error ? <Notice title={refused} urgent /> : null}
      {setup.data?.demo ? <Demo busy={busy} onPick={(role) => enter('/api/demo-sign-in', { role })} /> : null}
      {setup.data && !setup.data.hasAdmin && !setup.data.demo ? (
        <Notice title="This server has no administrator yet.">
          Open the one-time link that the start printed in its terminal.
        </Notice>
      ) : null}
      {setup.data?.oidc ? (
        <Button ink disabled={busy} className="justify-center" onClick={() => void leave()}>
          Sign in with {setup.data.oidc}
        </Button>
      ) : null}
      {setup.data?.demo && !setup.data.hasAdmin ? (
        <details>
          <summary className="link cursor-pointer py-1">Sign in with an account instead</summary>
          <div className="pt-4">{form}</div>
        </details>
      ) : (
        form
      )}
    </div>
  );
}
