import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Join } from '#/app/_door/Join.tsx';

export const metadata: Metadata = { title: 'Claim this server', referrer: 'no-referrer' };

export default function ClaimPage() {
  return (
    <Suspense>
      <Join kind="claim" />
    </Suspense>
  );
}
