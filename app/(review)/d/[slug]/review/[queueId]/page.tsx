import { ReviewScreen } from '#/app/_review/desk/ReviewScreen.tsx';

export default async function ReviewPage({ params }: { params: Promise<{ slug: string; queueId: string }> }) {
  const { slug, queueId } = await params;
  return <ReviewScreen key={queueId} slug={slug} queueId={queueId} />;
}
