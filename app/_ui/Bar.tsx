'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import type { MeView } from '#/server/domain/views.ts';
import { type KeyHelp, KeysButton } from './KeysDialog.tsx';
import { Logo } from './Logo.tsx';
import { ThemeToggle } from './ThemeToggle.tsx';
import { UserMenu } from './UserMenu.tsx';

export interface BarLink {
  href: Route;
  label: string;
  /** The pages of this place, where it has several; the first is what `href` opens. */
  pages?: readonly BarLink[];
}

/** What `aria-current` says of a link: this page, or the place that holds it. */
export function isHere({ href, pages }: BarLink, path: string): 'page' | 'true' | undefined {
  if (pages?.some((p) => isHere(p, path))) return 'true';
  if (href === path) return 'page';
  return pages && path.startsWith(`${href}/`) ? 'true' : undefined;
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
  const places = useRef<HTMLElement>(null);
  // On a phone the places scroll sideways; the present one is brought into view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path, another place
  useEffect(() => {
    const here = places.current?.querySelector<HTMLElement>('[aria-current]');
    if (here && places.current) places.current.scrollLeft = here.offsetLeft - 24;
  }, [path, nav?.length]);
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
        <nav ref={places} className="nav" aria-label="Sections">
          {nav?.map((l) => (
            <Link key={l.href} href={l.href} aria-current={isHere(l, path)}>
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
