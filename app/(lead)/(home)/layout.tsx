import type { ReactNode } from 'react';
import { HomeFrame } from '#/app/_frame/HomeFrame.tsx';

export default function HomeLayout({ children }: { children: ReactNode }) {
  return <HomeFrame>{children}</HomeFrame>;
}
