import type { Metadata } from 'next';
import { Talk } from '#/app/_talk/Talk.tsx';

export const metadata: Metadata = { title: 'Talk' };

export default function TalkPage() {
  return <Talk />;
}
