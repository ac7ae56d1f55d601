import type { Metadata } from 'next';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { Suspense } from 'react';
import { GridScreen } from '#/app/_grid/GridScreen.tsx';

export const metadata: Metadata = { title: 'At a glance' };

export default async function GridPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return (
    <NuqsAdapter>
      <Suspense>
        <GridScreen slug={slug} />
      </Suspense>
    </NuqsAdapter>
  );
}
