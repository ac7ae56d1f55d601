import type { Metadata } from 'next';
import { QueueSettings } from '#/app/_queues/QueueSettings.tsx';

export const metadata: Metadata = { title: 'Queue' };

export default async function QueuePage({ params }: { params: Promise<{ queueId: string }> }) {
  const { queueId } = await params;
  return <QueueSettings queueId={queueId} />;
}
