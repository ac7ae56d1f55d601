'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { useSignOut } from '#/app/_ui/useSignOut.ts';
import { NewKey } from './NewKey.tsx';
import { Profile } from './Profile.tsx';
import { Sessions } from './Sessions.tsx';

const day = (iso: string) => new Date(iso).toLocaleDateString('en', { dateStyle: 'medium' });

export function Account() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { me } = useMe();
  const signOut = useSignOut();
  const keys = useQuery(trpc.accounts.apiKeys.queryOptions());
  const revoke = useMutation(
    trpc.accounts.revokeApiKey.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.accounts.apiKeys.pathFilter()),
    }),
  );
  return (
    <>
      <div className="page-h">
        <div>
          <h1>{me?.name}</h1>
          <p>
            {me?.email}, {me?.role}
            {me?.demo ? '. This is a demo account, without a password.' : ''}
          </p>
        </div>
        <div className="push">
          <Button onClick={signOut}>Sign out</Button>
        </div>
      </div>
      {me ? <Profile key={me.name} me={me} /> : null}
      <Sessions />
      <section className="block mt-10 max-w-[860px]">
        <h2>
          API keys<span className="unit">for scripts and the HTTP API</span>
        </h2>
        <ErrorNotice error={keys.error ?? revoke.error} />
        {keys.isPending ? <Skeleton height={80} className="mt-3" /> : null}
        {keys.data?.length === 0 ? <p className="lede">No keys yet.</p> : null}
        {keys.data && keys.data.length > 0 ? (
          <ScrollX label="API keys">
            <table className="tbl">
              <thead>
                <tr>
                  <th>Name</th>
                  <th className="opt">starts with</th>
                  <th className="opt">made</th>
                  <th>ends</th>
                  <th className="opt">last used</th>
                  <th>
                    <span className="vh">revoke</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {keys.data.map((k) => (
                  <tr key={k.id}>
                    <td>{k.name}</td>
                    <td className="mono opt">{k.start}…</td>
                    <td className="nowrap opt">{day(k.createdAt)}</td>
                    <td className="nowrap">{k.expiresAt ? day(k.expiresAt) : 'never'}</td>
                    <td className="nowrap opt">{k.lastUsedAt ? day(k.lastUsedAt) : 'never'}</td>
                    <td className="n">
                      <Button small disabled={revoke.isPending} onClick={() => revoke.mutate({ id: k.id })}>
                        Revoke<span className="vh"> {k.name}</span>
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollX>
        ) : null}
        <NewKey />
      </section>
    </>
  );
}
