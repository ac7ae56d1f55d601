import type { Metadata } from 'next';
import { Agreement } from '#/app/_agreement/Agreement.tsx';

export const metadata: Metadata = { title: 'Agreement' };

export default function AgreementPage() {
  return <Agreement />;
}
