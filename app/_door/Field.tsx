import type { ComponentProps } from 'react';

/** A labelled text field of a form, with a hint under it. */
export function Field({
  label,
  hint,
  ...input
}: { label: string; hint?: string; name: string } & ComponentProps<'input'>) {
  const hintId = hint ? `${input.name}-hint` : undefined;
  return (
    <label className="field">
      <span>{label}</span>
      <input className="input" required aria-describedby={hintId} {...input} />
      {hint ? <small id={hintId}>{hint}</small> : null}
    </label>
  );
}
