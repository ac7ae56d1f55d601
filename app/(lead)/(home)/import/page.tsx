import type { Metadata } from 'next';
import { Import } from '#/app/_import/Import.tsx';

export const metadata: Metadata = { title: 'Import' };

export default function ImportPage() {
  return <Import />;
}
