import type { Metadata } from 'next';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { Suspense } from 'react';
import { Samples } from '#/app/_samples/Samples.tsx';

export const metadata: Metadata = { title: 'Samples' };

export default function SamplesPage() {
  return (
    <NuqsAdapter>
      <Suspense>
        <Samples />
      </Suspense>
    </NuqsAdapter>
  );
}
