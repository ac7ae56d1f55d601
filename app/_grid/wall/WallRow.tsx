'use client';

import { memo, useEffect, useRef } from 'react';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import { paintRow, type RowShape } from './paint.ts';
import type { Pictures } from './pictures.ts';

interface WallRowProps {
  ids: readonly string[];
  row: number;
  shape: RowShape;
  pictures: Pictures;
  noun: string;
  given: string;
  /** The colours of the classes that have one. */
  colours: ReadonlyMap<string, string>;
  struck: ReadonlyMap<string, string | null>;
  /** The picture the keys act on, where it is in this row; else −1. */
  here: number;
  onFocus: (index: number) => void;
  onStrike: (id: string) => void;
}

/**
 * One row of the wall. Its elements stay when it is given to another row of pictures: they are one canvas under as many
 * buttons, so that nothing is made or laid out while scrolling.
 */
export const WallRow = memo(function WallRow(props: WallRowProps) {
  const { ids, row, shape, pictures, noun, given, colours, here } = props;
  const { columns } = shape;
  const from = row * columns;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let whole = false;
    const paint = () => {
      if (canvas.current && !whole) whole = paintRow(canvas.current, shape, from, pictures);
    };
    paint();
    return pictures.onMore(paint);
  }, [shape, from, pictures]);
  return (
    <div
      className="wall-row"
      style={{
        height: shape.height,
        transform: `translateY(${row * shape.height}px)`,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
      }}
    >
      {ids.slice(from, from + columns).map((id, k) => {
        const index = from + k;
        const struck = props.struck.get(id);
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the element stays, whatever picture it is of
            key={k}
            type="button"
            className={struck === undefined ? 'tile' : 'tile struck'}
            data-index={index}
            aria-label={`${noun} ${index + 1}: ${struck === undefined ? given : (struck ?? 'later')}`}
            aria-pressed={struck !== undefined}
            tabIndex={index === here ? 0 : -1}
            onFocus={() => props.onFocus(index)}
            onClick={() => props.onStrike(id)}
          >
            <span className="wall-box" />
            <span className="wall-cap">
              <Swatch colour={struck === null ? null : colours.get(struck ?? given)} />
              {struck === undefined ? given : (struck ?? 'later')}
            </span>
          </button>
        );
      })}
      <canvas ref={canvas} />
    </div>
  );
});
