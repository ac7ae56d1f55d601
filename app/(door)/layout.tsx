import type { ReactNode } from 'react';
import { Logo } from '#/app/_ui/Logo.tsx';
import { ThemeToggle } from '#/app/_ui/ThemeToggle.tsx';

/** The pages in front of the sign-in. */
export default function DoorLayout({ children }: { children: ReactNode }) {
  return (
    <div className="lead">
      <header className="bar">
        <div className="bar-l">
          <Logo />
        </div>
        <span />
        <div className="bar-r">
          <ThemeToggle />
        </div>
      </header>
      <main id="main" className="page grid items-start justify-items-center px-4 py-10 sm:py-20">
        <div className="w-full max-w-[420px]">{children}</div>
      </main>
    </div>
  );
}
