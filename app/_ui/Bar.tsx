'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import type { MeView } from '#/server/domain/views.ts';
import { type KeyHelp, KeysButton } from './KeysDialog.tsx';
import { Logo } from './Logo.tsx';
import { ThemeToggle } from './ThemeToggle.tsx';
import { UserMenu } from './UserMenu.tsx';

export interface BarLink {
  href: Route;
  label: string;
}

interface BarProps {
  me: MeView | null;
  /** Where the reader is: links, then the present place. */
  crumb?: ReactNode;
  nav?: BarLink[];
  /** Instead of a nav: the ruler of the review screen. */
  children?: ReactNode;
  keys?: KeyHelp[];
}

/** The top bar: logo, crumb, nav or ruler, keys, theme, account. */
export function Bar({ me, crumb, nav, children, keys }: BarProps) {
  const path = usePathname();
  return (
    <header className="bar">
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <div className="bar-l">
        <Logo />
        {crumb ? (
          <nav className="crumb" aria-label="Where you are">
            {crumb}
          </nav>
        ) : null}
      </div>
      {children ?? (
        <nav className="nav" aria-label="Sections">
          {nav?.map((l) => (
            <Link key={l.href} href={l.href} aria-current={l.href === path ? 'page' : undefined}>
              {l.label}
            </Link>
          ))}
        </nav>
      )}
      <div className="bar-r">
        {keys ? <KeysButton list={keys} /> : null}
        <ThemeToggle />
        {me ? <UserMenu me={me} /> : null}
      </div>
    </header>
  );
}

/** A crumb: one link up, then the present place. */
export function Crumb({ up, here }: { up: BarLink; here: ReactNode }) {
  return (
    <>
      <Link href={up.href}>{up.label}</Link>
      <span className="sep" aria-hidden="true">
        /
      </span>
      <strong className="mono">{here}</strong>
    </>
  );
}
