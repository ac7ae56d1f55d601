import type { Metadata } from 'next';
import { Exports } from '#/app/_exports/Exports.tsx';

export const metadata: Metadata = { title: 'Exports' };

export default function ExportsPage() {
  return <Exports />;
}
