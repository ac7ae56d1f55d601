interface ChoiceProps {
  label: string;
  /** The option for no choice; left out where one must be made. */
  any?: string;
  value: string | null;
  options: { value: string; name: string }[];
  onChange: (value: string | null) => void;
}

/** A small select that says by itself what it filters. */
export function Choice({ label, any, value, options, onChange }: ChoiceProps) {
  return (
    <select
      className="input input-s w-auto max-w-[190px]"
      aria-label={label}
      value={value ?? ''}
      onChange={(e) => onChange(e.target.value || null)}
    >
      {any ? <option value="">{any}</option> : null}
      {options.map((o) => (
        <option key={o.value} value={o.value}>
          {o.name}
        </option>
      ))}
    </select>
  );
}
