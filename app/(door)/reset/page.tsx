import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Reset } from '#/app/_door/Reset.tsx';

export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' };

export default function ResetPage() {
  return (
    <Suspense>
      <Reset />
    </Suspense>
  );
}
