import type { Metadata } from 'next';
import { Classes } from '#/app/_classes/Classes.tsx';

export const metadata: Metadata = { title: 'Classes' };

export default function ClassesPage() {
  return <Classes />;
}
