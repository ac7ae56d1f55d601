import type { Metadata } from 'next';
import { QuestionsPage } from '#/app/_questions/QuestionsPage.tsx';

export const metadata: Metadata = { title: 'Questions' };

export default function DatasetQuestionsPage() {
  return <QuestionsPage />;
}
