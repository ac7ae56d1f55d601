'use client';

import { memo } from 'react';

interface WallRowProps {
  ids: readonly string[];
  row: number;
  columns: number;
  height: number;
  /** From the wall's upper edge, in pixels. */
  at: number;
  noun: string;
  given: string;
  struck: ReadonlyMap<string, string | null>;
  /** The picture the keys act on, where it is in this row; else −1. */
  here: number;
  onFocus: (index: number) => void;
  onStrike: (id: string) => void;
}

/** One row of the wall; drawn again only when something of its own changes, so scrolling draws the rows that come. */
export const WallRow = memo(function WallRow(props: WallRowProps) {
  const { ids, row, columns, height, at, noun, given, here } = props;
  return (
    <div
      className="wall-row"
      style={{
        height,
        transform: `translateY(${at}px)`,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
      }}
    >
      {ids.slice(row * columns, (row + 1) * columns).map((id, k) => {
        const index = row * columns + k;
        const struck = props.struck.get(id);
        return (
          <button
            key={id}
            type="button"
            className={struck === undefined ? 'tile' : 'tile struck'}
            data-index={index}
            aria-pressed={struck !== undefined}
            tabIndex={index === here ? 0 : -1}
            onFocus={() => props.onFocus(index)}
            onClick={() => props.onStrike(id)}
          >
            {/* biome-ignore lint/performance/noImgElement: thumbnails come sized from our own route */}
            <img className="tile-img tile-small" src={`/api/samples/${id}/image?thumb=1`} alt="" decoding="async" />
            <span className="wall-cap">
              <span className="vh">{`${noun} ${index + 1}: `}</span>
              {struck === undefined ? given : (struck ?? 'later')}
            </span>
          </button>
        );
      })}
    </div>
  );
});
