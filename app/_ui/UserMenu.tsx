'use client';

import Link from 'next/link';
import { roleHas } from '#/server/domain/capability.ts';
import type { MeView } from '#/server/domain/views.ts';
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
  const signOut = useSignOut();
  return (
    <>
      <button
        type="button"
        className="iconbtn"
        popoverTarget="user-menu"
        aria-label={`${initials(me.name)}, account of ${me.name}`}
      >
        <span className="who" aria-hidden="true">
          {initials(me.name)}
        </span>
      </button>
      <nav id="user-menu" popover="auto" className="menu" aria-label="Account">
        <header>
          <b className="font-semibold">{me.name}</b>
          <p className="small quiet">
            {me.role}
            {me.demo ? ', demo' : `, ${me.email}`}
          </p>
        </header>
        <Link href={paths.account}>Account and API keys</Link>
        {roleHas(me.role, 'lead') ? <Link href={paths.people}>People</Link> : null}
        <button type="button" onClick={signOut}>
          Sign out
        </button>
      </nav>
    </>
  );
}
