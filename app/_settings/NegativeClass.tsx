import type { ClassView } from '#/server/domain/views.ts';

/** Which class says that no relation holds; the queues of overlooked and imagined relations go by it. */
export function NegativeClass({ classes, value }: { classes: ClassView[]; value: string | null }) {
  return (
    <label className="field">
      <span>No relation</span>
      <select
        className="input max-w-[360px]"
        name="negative"
        defaultValue={value ?? ''}
        aria-describedby="negative-hint"
      >
        {value === null ? <option value="">None of the classes</option> : null}
        {classes.map((c) => (
          <option key={c.index}>{c.name}</option>
        ))}
      </select>
      <small id="negative-hint">
        The class that says that no relation holds. The queues of overlooked and imagined relations go by it.
      </small>
    </label>
  );
}
