import { Button } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import type { GridView } from '#/server/domain/gridViews.ts';

const numbers = 'no one two three four five six seven eight nine ten'.split(' ');

interface GridHeadProps {
  view: GridView;
  given: string;
  shown: number;
  page: number;
  pages: number | null;
  bound: number;
  onBound: (bound: number) => void;
  onWall: (() => void) | undefined;
}

/** What is on the page, what to do with it, and how sure one wants to be before the rest is written. */
export function GridHead({ view, given, shown, page, pages, bound, onBound, onWall }: GridHeadProps) {
  const { noun } = view.dataset;
  const many = shown === 30 ? 'Thirty' : capital(numbers[shown] ?? count(shown));
  return (
    <div className="grid-h">
      <div>
        <h1>
          {many} {shown === 1 ? noun.one : noun.many} labelled{' '}
          <span className="mono">
            <Swatch colour={view.classes.find((c) => c.name === given)?.colour} />
            {given}
          </span>
        </h1>
        <p>Strike the ones that are wrong. Most suspicious first; a blue label is the model’s suggestion.</p>
      </div>
      <div className="grid-facts">
        <span className="inline-flex items-center gap-3">
          {onWall ? (
            <Button small kbd="V" onClick={onWall}>
              All on one wall
            </Button>
          ) : null}
          {pages === null ? '' : `page ${count(page)} of ${count(pages)}`}
        </span>
        <label>
          check until at most
          <select className="input input-s" value={bound} onChange={(e) => onBound(Number(e.target.value))}>
            {[0.02, 0.05, 0.1, 0.2].map((b) => (
              <option key={b} value={b}>
                {b * 100}%
              </option>
            ))}
          </select>
          can be wrong
        </label>
      </div>
    </div>
  );
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
