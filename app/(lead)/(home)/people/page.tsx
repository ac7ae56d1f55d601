import type { Metadata } from 'next';
import { PeopleList } from '#/app/_people/PeopleList.tsx';

export const metadata: Metadata = { title: 'People' };

export default function PeoplePage() {
  return <PeopleList />;
}
