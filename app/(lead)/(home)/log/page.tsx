import type { Metadata } from 'next';
import { AuditLog } from '#/app/_history/AuditLog.tsx';

export const metadata: Metadata = { title: 'Log' };

export default function LogPage() {
  return <AuditLog />;
}
