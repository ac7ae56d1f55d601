import '#/app/_review/styles/review.css';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = { title: 'Review' };

/** Review fills the window: no sections, no page margins. */
export default function ReviewLayout({ children }: { children: ReactNode }) {
  return children;
}
