import { SampleScreen } from '#/app/_review/desk/SampleScreen.tsx';

export default async function ReviewSamplePage({ params }: { params: Promise<{ slug: string; id: string }> }) {
  const { slug, id } = await params;
  return <SampleScreen key={id} slug={slug} sampleId={id} />;
}
