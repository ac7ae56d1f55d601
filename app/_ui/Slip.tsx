import type { ReactNode } from 'react';

/** The slip of paper that reports what a round changed. */
export function Slip({ title, children, small }: { title: string; children: ReactNode; small?: ReactNode }) {
  return (
    <aside className="slip" aria-label={title}>
      <span className="r">{title}</span>
      <p>{children}</p>
      {small ? <p className="s">{small}</p> : null}
    </aside>
  );
}
