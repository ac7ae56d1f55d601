import type { Metadata } from 'next';
import { Datasets } from '#/app/_datasets/Datasets.tsx';

export const metadata: Metadata = { title: 'Datasets' };

export default function DatasetsPage() {
  return <Datasets />;
}
