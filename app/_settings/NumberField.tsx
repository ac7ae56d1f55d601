interface NumberFieldProps {
  name: string;
  label: string;
  unit: string;
  hint: string;
  /** Null: empty, which `hint` explains. */
  value: number | null;
  min: number;
  max: number;
  step?: number;
  /** May be left empty. */
  optional?: boolean;
}

export function NumberField({
  name,
  label,
  unit,
  hint,
  value,
  min,
  max,
  step = 1,
  optional = false,
}: NumberFieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <span className="flex items-center gap-2 font-normal">
        <input
          className="input num max-w-[120px]"
          type="number"
          name={name}
          required={!optional}
          defaultValue={value ?? ''}
          min={min}
          max={max}
          step={step}
          aria-describedby={`${name}-hint`}
        />
        {unit}
      </span>
      <small id={`${name}-hint`}>{hint}</small>
    </label>
  );
}
