import type { ReactNode } from 'react';
import { DatasetFrame } from '#/app/_frame/DatasetFrame.tsx';

export default async function DatasetLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ slug: string }>;
}) {
  const { slug } = await params;
  return <DatasetFrame slug={decodeURIComponent(slug)}>{children}</DatasetFrame>;
}
