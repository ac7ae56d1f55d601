import type { Route } from 'next';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';

interface Looks {
  children: ReactNode;
  /** The one filled button of a screen. */
  ink?: boolean;
  small?: boolean;
  icon?: IconName;
  /** The key that does the same, shown after the verb. */
  kbd?: string;
}

const look = ({ ink, small }: Looks, more = '') =>
  `btn${ink ? ' btn-ink' : ''}${small ? ' btn-s' : ''}${more ? ` ${more}` : ''}`;

function Inside({ children, icon, kbd }: Looks) {
  return (
    <>
      {icon ? <Icon name={icon} /> : null}
      {children}
      {kbd ? <Kbd>{kbd}</Kbd> : null}
    </>
  );
}

export function Button({ ink, small, icon, kbd, className, children, ...rest }: Looks & ComponentProps<'button'>) {
  const looks = { ink, small, icon, kbd, children };
  return (
    <button type="button" aria-keyshortcuts={kbd} {...rest} className={look(looks, className)}>
      <Inside {...looks} />
    </button>
  );
}

export function ButtonLink({
  ink,
  small,
  icon,
  kbd,
  className,
  href,
  children,
  ...rest
}: Looks & { href: Route; className?: string; download?: boolean | string; 'aria-label'?: string }) {
  const looks = { ink, small, icon, kbd, children };
  return (
    <Link href={href} aria-keyshortcuts={kbd} {...rest} className={look(looks, className)}>
      <Inside {...looks} />
    </Link>
  );
}
