import type { Metadata } from 'next';
import { Guidelines } from '#/app/_guidelines/Guidelines.tsx';

export const metadata: Metadata = { title: 'Guidelines' };

export default function GuidelinesPage() {
  return <Guidelines />;
}
