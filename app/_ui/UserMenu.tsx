'use client';

import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { MeView } from '#/server/domain/views.ts';
import { paths } from './paths.ts';

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((w) => [...w][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

export function UserMenu({ me }: { me: MeView }) {
  const router = useRouter();
  const queries = useQueryClient();
  async function signOut() {
    await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    queries.clear();
    router.push(paths.signIn());
  }
  return (
    <>
      <button type="button" className="iconbtn" popoverTarget="user-menu" aria-label={`Account of ${me.name}`}>
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
        {me.role === 'admin' ? <Link href={paths.people}>People</Link> : null}
        <button type="button" onClick={signOut}>
          Sign out
        </button>
      </nav>
    </>
  );
}
