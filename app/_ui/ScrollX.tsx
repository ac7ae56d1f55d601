import type { ReactNode } from 'react';

/** Lets a wide table scroll sideways on a narrow screen; reachable by keyboard, as everything that scrolls must be. */
export function ScrollX({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="scroll-x" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
