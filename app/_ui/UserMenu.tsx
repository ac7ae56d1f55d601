'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import type { MeView } from '#/server/domain/views.ts';
import { counted } from './figures.ts';
import { paths } from './paths.ts';
import { useSignOut } from './useSignOut.ts';

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((w) => [...w][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

export function UserMenu({ me }: { me: MeView }) {
  const trpc = useTRPC();
  const signOut = useSignOut();
  const talk = useQuery(trpc.talk.unread.queryOptions(undefined, { staleTime: 30_000, refetchInterval: 60_000 }));
  const unread = talk.data?.unread ?? 0;
  const waiting = unread > 0 ? `, ${counted(unread, 'comment names', 'comments name')} you` : '';
  return (
    <>
      <button
        type="button"
        className="iconbtn"
        popoverTarget="user-menu"
        aria-label={`${initials(me.name)}, account of ${me.name}${waiting}`}
      >
        <span className="who" aria-hidden="true">
          {initials(me.name)}
        </span>
        {unread > 0 ? (
          <span className="unread" aria-hidden="true">
            {unread}
          </span>
        ) : null}
      </button>
      <nav id="user-menu" popover="auto" className="menu" aria-label="Account">
        <header>
          <b className="font-semibold">{me.name}</b>
          <p className="small quiet">
            {me.role}
            {me.demo ? ', demo' : `, ${me.email}`}
          </p>
        </header>
        <Link href={paths.talk}>Talk{unread > 0 ? <span className="unread ml-2">{unread}</span> : null}</Link>
        <Link href={paths.account}>Account and API keys</Link>
        {roleHas(me.role, 'lead') ? <Link href={paths.people}>People</Link> : null}
        <button type="button" onClick={signOut}>
          Sign out
        </button>
      </nav>
    </>
  );
}
