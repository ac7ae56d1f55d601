import { count, percent } from '#/app/_ui/figures.ts';
import { Track } from '#/app/_ui/measures.tsx';
import type { PreviewView } from '#/server/domain/views.ts';
import { distribution, FEW } from './distribution.ts';

export function LabelsFound({ labels, complete }: Pick<PreviewView, 'labels' | 'complete'>) {
  const { rows, folded, total } = distribution(labels);
  const few = labels.filter((l) => l.count < FEW);
  return (
    <section className="block">
      <h2>
        Labels found
        <span className="unit">
          {count(labels.length)} classes, {count(total)} labelled rows{complete ? '' : ' read so far'}
        </span>
      </h2>
      <ul className="dist">
        {rows.map((r) => (
          <li key={r.label} className={r.count < FEW ? 'few' : undefined}>
            <span className="mono">{r.label}</span>
            <Track share={r.length} tone="ink" />
            <span>{count(r.count)}</span>
            <span>{percent(r.share)}</span>
          </li>
        ))}
      </ul>
      {folded > 0 ? <p className="lede">{count(folded)} more classes are folded away.</p> : null}
      {complete && few.length > 0 ? (
        <p className="lede">
          <code>{few[0].label}</code>
          {few.length > 1 ? ` and ${few.length - 1} more` : ''} {few.length > 1 ? 'have' : 'has'} fewer than {FEW} rows;
          so few are hard to tell from errors. They are scored all the same.
        </p>
      ) : null}
    </section>
  );
}
