import { Kbd } from '#/app/_ui/Kbd.tsx';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import { roleOf } from './arrangement.ts';
import type { LabelsProps } from './Labels.tsx';
import { LabelTag } from './LabelTag.tsx';
import { probabilityOf, shortFigure } from './probability.ts';

type LabelRowsProps = Pick<LabelsProps, 'item' | 'classes' | 'why' | 'onChoose'> & {
  /** The rows are some of the labels, and change; their place keeps its height. */
  pins: boolean;
};

/** Labels with their names written out, in as many columns as fit. */
export function LabelRows({ item, classes, why, onChoose, pins }: LabelRowsProps) {
  return (
    <div className={pins ? 'rows is-pins' : areShort(classes) ? 'rows is-short' : 'rows'}>
      {classes.map((c) => {
        const role = roleOf(item, c.name);
        const p = why ? probabilityOf(item, c.name) : null;
        return (
          <button
            key={c.index}
            type="button"
            className="row"
            data-role={role ?? undefined}
            onClick={() => onChoose(c.name)}
            aria-keyshortcuts={c.hotKey ?? undefined}
            title={c.description ?? undefined}
          >
            {c.hotKey === null ? null : <Kbd>{c.hotKey}</Kbd>}
            <span className="lab" dir="auto">
              <Swatch colour={c.colour} />
              {c.name}
            </span>
            <LabelTag role={role} />
            <span className="v">{p === null ? '' : shortFigure(p)}</span>
          </button>
        );
      })}
    </div>
  );
}

/** Whether two of the names, each with its tag, stand side by side on a phone. */
const areShort = (classes: LabelRowsProps['classes']) => classes.every((c) => [...c.name].length <= 10);
