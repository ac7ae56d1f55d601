import type { Metadata } from 'next';
import { ProviderPage } from '#/app/_questions/ProviderPage.tsx';

export const metadata: Metadata = { title: 'Vision model' };

export default function VisionPage() {
  return <ProviderPage />;
}
