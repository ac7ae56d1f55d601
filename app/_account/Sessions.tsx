'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNow } from '#/app/_live/useNow.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ago } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import { browserName } from './browserName.ts';

/** Where one is signed in, and the way to end it. */
export function Sessions() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const now = useNow();
  const sessions = useQuery(trpc.accounts.sessions.queryOptions());
  const refresh = { onSuccess: () => queries.invalidateQueries(trpc.accounts.sessions.pathFilter()) };
  const end = useMutation(trpc.accounts.endSession.mutationOptions(refresh));
  const endOthers = useMutation(trpc.accounts.endOtherSessions.mutationOptions(refresh));
  const others = sessions.data?.filter((s) => !s.current).length ?? 0;
  return (
    <section className="block mt-10 max-w-[860px]">
      <h2>
        Where you are signed in<span className="unit">for 30 days after the last use</span>
      </h2>
      <ErrorNotice error={sessions.error ?? end.error ?? endOthers.error} />
      <ScrollX label="Sessions">
        <table className="tbl">
          <thead>
            <tr>
              <th>Browser</th>
              <th className="opt">since</th>
              <th>last used</th>
              <th>
                <span className="vh">end it</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.data?.map((s) => (
              <tr key={s.id}>
                <td>
                  {browserName(s.userAgent)}
                  {s.current ? <span className="quiet"> (this one)</span> : null}
                </td>
                <td className="nowrap opt">
                  {new Date(s.createdAt).toLocaleDateString('en', { dateStyle: 'medium' })}
                </td>
                <td className="nowrap">{ago(s.usedAt, now)}</td>
                <td className="n">
                  {s.current ? null : (
                    <Button small disabled={end.isPending} onClick={() => end.mutate({ id: s.id })}>
                      Sign out there<span className="vh">: {browserName(s.userAgent)}</span>
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      {others > 1 ? (
        <p className="pt-4">
          <Button disabled={endOthers.isPending} onClick={() => endOthers.mutate()}>
            Sign out everywhere else
          </Button>
        </p>
      ) : null}
    </section>
  );
}
