import type { Metadata } from 'next';
import { Overview } from '#/app/_overview/Overview.tsx';

export async function generateMetadata({ params }: { params: Promise<{ slug: string }> }): Promise<Metadata> {
  return { title: decodeURIComponent((await params).slug) };
}

export default function OverviewPage() {
  return <Overview />;
}
