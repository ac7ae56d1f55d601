'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button, ButtonLink } from '#/app/_ui/Button.tsx';
import { CopyLine } from '#/app/_ui/CopyLine.tsx';
import { count } from '#/app/_ui/figures.ts';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { type Role, roleHas, roles } from '#/server/domain/capability.ts';
import type { PersonView } from '#/server/domain/views.ts';
import { Email } from './Email.tsx';
import { Invite } from './Invite.tsx';
import { roleWords } from './roleWords.ts';

export function PeopleList() {
  const trpc = useTRPC();
  const { me } = useMe();
  const leads = me ? roleHas(me.role, 'lead') : false;
  const administers = me ? roleHas(me.role, 'administer') : false;
  const people = useQuery(trpc.accounts.people.queryOptions(undefined, { enabled: leads }));
  if (me && !leads) return <Notice title="Only leads see who is here.">Ask a lead of this server.</Notice>;
  return (
    <>
      <div className="page-h">
        <div>
          <h1>People</h1>
          <p>Who may read, review, lead and administer on this server.</p>
        </div>
        {administers ? (
          <div className="push">
            <ButtonLink href={paths.log}>Log</ButtonLink>
          </div>
        ) : null}
      </div>
      <ErrorNotice error={people.error} />
      {people.isPending ? <Skeleton height={160} /> : null}
      {people.data ? (
        <ScrollX label="People">
          <table className="tbl">
            <thead>
              <tr>
                <th>Name</th>
                <th className="opt">e-mail</th>
                <th className="n opt">decisions</th>
                <th>role</th>
                <th>
                  <span className="vh">access</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {people.data.map((p) => (
                <PersonRow key={p.id} person={p} self={p.id === me?.id} fixed={!administers} />
              ))}
            </tbody>
          </table>
        </ScrollX>
      ) : null}
      <Invite roles={administers ? roles : ['annotator', 'viewer']} />
    </>
  );
}

function PersonRow({ person: p, self, fixed }: { person: PersonView; self: boolean; fixed: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const setRole = useMutation(
    trpc.accounts.setRole.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.accounts.people.pathFilter()),
    }),
  );
  const reset = useMutation(trpc.accounts.createReset.mutationOptions());
  const role = p.role as Role;
  const change = (next: { role?: Role; active?: boolean }) =>
    setRole.mutate({ userId: p.id, role: next.role ?? role, active: next.active ?? p.active });
  const row = (
    <tr>
      <td>
        {p.name}
        {self ? <span className="quiet"> (you)</span> : null}
        {p.active ? null : <span className="quiet">, without access</span>}
        <ErrorNotice error={setRole.error ?? reset.error} />
      </td>
      <td className="opt">
        <Email of={p.email} />
      </td>
      <td className="n opt">{count(p.decisions)}</td>
      {fixed ? (
        <>
          <td>{role}</td>
          <td />
        </>
      ) : (
        <>
          <td>
            <select
              className="input input-s min-w-[104px] max-w-[150px]"
              aria-label={`Role of ${p.name}`}
              value={role}
              disabled={self || setRole.isPending}
              onChange={(e) => change({ role: e.target.value as Role })}
            >
              {roles.map((r) => (
                <option key={r} value={r} title={roleWords[r]}>
                  {r}
                </option>
              ))}
            </select>
          </td>
          <td className="n max-sm:whitespace-normal">
            {p.active && !p.email.endsWith('.invalid') ? (
              <Button
                small
                disabled={reset.isPending}
                onClick={() => reset.mutate({ userId: p.id })}
                className="mr-2 max-sm:mr-0 max-sm:mb-1.5"
              >
                Password link<span className="vh"> for {p.name}</span>
              </Button>
            ) : null}
            <Button small disabled={self || setRole.isPending} onClick={() => change({ active: !p.active })}>
              {p.active ? 'Take away access' : 'Give access back'}
              <span className="vh"> of {p.name}</span>
            </Button>
          </td>
        </>
      )}
    </tr>
  );
  return reset.data ? (
    <>
      {row}
      <tr>
        <td colSpan={5}>
          <div className="max-w-[520px] py-2">
            <CopyLine
              text={reset.data.url}
              label={`Password link for ${p.name}`}
              say="Hand it to them alone; it works once, for a day, and signs them out everywhere."
            />
          </div>
        </td>
      </tr>
    </>
  ) : (
    row
  );
}
