'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type BarLink, isHere } from './Bar.tsx';

/** The pages of the place in the bar that one is at, where it has several. */
export function Pages({ nav }: { nav: readonly BarLink[] }) {
  const path = usePathname();
  const place = nav.find((l) => l.pages?.some((p) => p.href === path));
  if (!place?.pages) return null;
  return (
    <nav className="pages" aria-label={place.label}>
      {place.pages.map((p) => (
        <Link key={p.href} href={p.href} aria-current={isHere(p, path)}>
          {p.label}
        </Link>
      ))}
    </nav>
  );
}
