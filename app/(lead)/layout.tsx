import type { ReactNode } from 'react';

/** Signed-in pages whose bar lines up with the page. */
export default function LeadLayout({ children }: { children: ReactNode }) {
  return <div className="lead">{children}</div>;
}
