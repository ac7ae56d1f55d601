import type { Metadata } from 'next';
import { Queues } from '#/app/_queues/Queues.tsx';

export const metadata: Metadata = { title: 'Queues' };

export default function QueuesPage() {
  return <Queues />;
}
