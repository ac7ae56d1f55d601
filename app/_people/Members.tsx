'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { count } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import type { MemberView } from '#/server/domain/accountViews.ts';
import { Email } from './Email.tsx';
import { Invite } from './Invite.tsx';
import { roleWords } from './roleWords.ts';

const memberRoles = ['lead', 'annotator', 'viewer'] as const;
type MemberRole = (typeof memberRoles)[number];

/** Who may do what on this dataset: the account's role, or another one here. */
export function Members() {
  const trpc = useTRPC();
  const { dataset, me } = useDataset();
  const members = useQuery(trpc.accounts.members.queryOptions({ slug: dataset.slug }));
  return (
    <>
      <div className="page-h">
        <div>
          <h1>People on {dataset.name}</h1>
          <p>A role given here replaces the account’s, on this dataset alone.</p>
        </div>
      </div>
      <ErrorNotice error={members.error} />
      {members.isPending ? <Skeleton height={160} /> : null}
      {members.data ? (
        <ScrollX label="People on this dataset">
          <table className="tbl">
            <thead>
              <tr>
                <th>Name</th>
                <th className="opt">e-mail</th>
                <th className="n opt">decisions here</th>
                <th>account</th>
                <th>here</th>
              </tr>
            </thead>
            <tbody>
              {members.data.map((m) => (
                <MemberRow key={m.id} member={m} slug={dataset.slug} self={m.id === me.id} />
              ))}
            </tbody>
          </table>
        </ScrollX>
      ) : null}
      {members.data ? <Invite roles={memberRoles} slug={dataset.slug} /> : null}
    </>
  );
}

function MemberRow({ member: m, slug, self }: { member: MemberView; slug: string; self: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const set = useMutation(
    trpc.accounts.setMember.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.accounts.members.pathFilter()),
    }),
  );
  return (
    <tr>
      <td dir="auto">
        {m.name}
        {self ? <span className="quiet"> (you)</span> : null}
        <ErrorNotice error={set.error} />
      </td>
      <td className="opt">
        <Email of={m.email} />
      </td>
      <td className="n opt">{count(m.decisions)}</td>
      <td>{m.account}</td>
      <td>
        {m.account === 'admin' || self ? (
          m.role
        ) : (
          <select
            className="input input-s max-w-[220px]"
            aria-label={`Role of ${m.name} on this dataset`}
            value={m.member ?? ''}
            disabled={set.isPending}
            onChange={(e) => set.mutate({ slug, userId: m.id, role: (e.target.value as MemberRole) || null })}
          >
            <option value="">as everywhere</option>
            {memberRoles.map((r) => (
              <option key={r} value={r} title={roleWords[r]}>
                {r}
              </option>
            ))}
          </select>
        )}
      </td>
    </tr>
  );
}
