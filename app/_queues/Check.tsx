import type { ReactNode } from 'react';

interface CheckProps {
  name: string;
  label: string;
  checked: boolean;
  value?: string;
  children?: ReactNode;
}

export function Check({ name, label, checked, value, children }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" name={name} value={value} defaultChecked={checked} />
      <span>
        {label}
        {children ? <small>{children}</small> : null}
      </span>
    </label>
  );
}
