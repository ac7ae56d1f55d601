import type { Metadata } from 'next';
import { BulkScreen } from '#/app/_grid/bulk/BulkScreen.tsx';

export const metadata: Metadata = { title: 'Bulk decision' };

export default async function BulkPage({ params }: { params: Promise<{ slug: string; bulkId: string }> }) {
  const { slug, bulkId } = await params;
  return <BulkScreen slug={slug} bulkId={bulkId} />;
}
