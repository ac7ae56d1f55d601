import type { Metadata } from 'next';
import { Members } from '#/app/_people/Members.tsx';

export const metadata: Metadata = { title: 'People' };

export default function MembersPage() {
  return <Members />;
}
