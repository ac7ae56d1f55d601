import type { LabelRole } from './arrangement.ts';

/** Says which label was given and which the model suggests, in the same ink. */
export function LabelTag({ role }: { role: LabelRole }) {
  if (role === 'given')
    return (
      <span className="t">
        <span className="wavy">given</span>
      </span>
    );
  return <span className="t">{role === 'suggested' ? <span className="dashed">suggested</span> : ''}</span>;
}
