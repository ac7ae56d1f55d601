import type { Metadata } from 'next';
import { Conflicts } from '#/app/_conflicts/Conflicts.tsx';

export const metadata: Metadata = { title: 'Conflicts' };

export default function ConflictsPage() {
  return <Conflicts />;
}
