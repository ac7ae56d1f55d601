import { Icon } from '#/app/_ui/Icon.tsx';

const names = ['File', 'Columns and labels', 'First scoring'];

/** Where the import stands; `at` counts from 1. */
export function Steps({ at }: { at: number }) {
  return (
    <ol className="steps">
      {names.map((name, k) => (
        <li key={name} aria-current={k + 1 === at ? 'step' : undefined}>
          <span className="k">{k + 1 < at ? <Icon name="check" small /> : k + 1}</span>
          <span className="name">{name}</span>
        </li>
      ))}
    </ol>
  );
}
