'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Bar, type BarLink } from '#/app/_ui/Bar.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Loading } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { roleHas } from '#/server/domain/capability.ts';
import { homeKeys } from './keys.ts';
import { LeftAnswers } from './LeftAnswers.tsx';

/** The bar and the sheet of the pages about the whole server. */
export function HomeFrame({ children }: { children: ReactNode }) {
  const { me, error } = useMe();
  const path = usePathname();
  const nav: BarLink[] = [
    { href: paths.datasets, label: 'Datasets', pages: [{ href: paths.import, label: 'Import' }] },
  ];
  if (me && roleHas(me.role, 'lead'))
    nav.push({ href: paths.people, label: 'People', pages: [{ href: paths.log, label: 'Log' }] });
  if (me && roleHas(me.role, 'administer')) nav.push({ href: paths.vision, label: 'Vision model' });
  return (
    <>
      <Bar me={me} nav={nav} keys={homeKeys(path)} />
      {me ? <LeftAnswers user={me.id} /> : null}
      <main id="main" className="page">
        <div className="page-in">
          <ErrorNotice error={error} />
          {me ? children : <Loading label="Loading" />}
        </div>
      </main>
    </>
  );
}
