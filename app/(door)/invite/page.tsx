import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Join } from '#/app/_door/Join.tsx';

export const metadata: Metadata = { title: 'Join', referrer: 'no-referrer' };

export default function InvitePage() {
  return (
    <Suspense>
      <Join kind="invite" />
    </Suspense>
  );
}
