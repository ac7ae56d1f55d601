import type { CSSProperties } from 'react';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import { roleOf } from './arrangement.ts';
import type { LabelsProps } from './Labels.tsx';
import { LabelTag } from './LabelTag.tsx';
import { probabilityOf, shortFigure } from './probability.ts';

/** Up to ten one- or two-letter labels side by side, each over its key. Bars and figures appear on request. */
export function LabelColumns({ item, classes, why, onChoose }: LabelsProps) {
  return (
    <div className="columns" style={{ '--n': classes.length } as CSSProperties}>
      {classes.map((c) => {
        const role = roleOf(item, c.name);
        const p = why ? probabilityOf(item, c.name) : null;
        return (
          <button
            key={c.index}
            type="button"
            className="column"
            data-role={role ?? undefined}
            onClick={() => onChoose(c.name)}
            aria-keyshortcuts={c.hotKey ?? undefined}
          >
            <span className="vh">Choose {c.hotKey === c.name ? c.name : ''} </span>
            <span className="v">{p === null ? '' : shortFigure(p)}</span>
            <span className="col" style={{ height: p === null ? 0 : Math.max(1, Math.round(p * 36)) }} />
            {c.hotKey === c.name ? (
              <span className="keyed">
                <Swatch colour={c.colour} />
                <Kbd>{c.name}</Kbd>
              </span>
            ) : (
              <>
                <span className="mono">
                  <Swatch colour={c.colour} />
                  {c.name}
                </span>
                {c.hotKey === null ? null : <Kbd>{c.hotKey}</Kbd>}
              </>
            )}
            <LabelTag role={role} />
          </button>
        );
      })}
    </div>
  );
}
