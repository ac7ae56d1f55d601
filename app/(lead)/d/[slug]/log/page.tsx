import type { Metadata } from 'next';
import { AuditLog } from '#/app/_history/AuditLog.tsx';

export const metadata: Metadata = { title: 'Log' };

export default async function DatasetLogPage({ params }: { params: Promise<{ slug: string }> }) {
  return <AuditLog slug={decodeURIComponent((await params).slug)} />;
}
