'use client';

import type { MouseEvent } from 'react';
import { MarkedText } from '#/app/_relation/MarkedText.tsx';
import { ProofMark } from '#/app/_ui/ProofMark.tsx';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import type { GridTile } from '#/server/domain/gridViews.ts';

interface TileProps {
  tile: GridTile;
  number: number;
  noun: string;
  given: string;
  /** The colours of the classes that have one. */
  colours: ReadonlyMap<string, string>;
  /** Undefined: not struck. */
  struck: string | null | undefined;
  here: boolean;
  selected: boolean;
  onClick: (event: MouseEvent) => void;
  onFocus: () => void;
}

/** One sample at a glance: a picture, or the beginning of a text, with what its label is or has become. */
export function Tile(props: TileProps) {
  const { tile, number, noun, given, colours, struck, here, selected, onClick, onFocus } = props;
  const { content } = tile;
  // One character needs the size, a longer label the room.
  const size = [...given].length === 1 ? 'md' : 'sm';
  const room = content.kind === 'image' ? 9 : 20;
  const doubted = tile.suggestion && (tile.pGiven ?? 0) < 0.5 ? tile.suggestion.label : null;
  return (
    <button
      type="button"
      className={`tile${struck === undefined ? '' : ' struck'}${here ? ' here' : ''}${selected ? ' chosen' : ''}`}
      data-id={tile.id}
      aria-pressed={struck !== undefined}
      tabIndex={here ? 0 : -1}
      onClick={onClick}
      onFocus={onFocus}
    >
      <span className="vh">
        {noun} {number}
        {content.kind === 'image' ? `, ${tile.externalId}` : ''}:{' '}
      </span>
      {content.kind === 'image' ? (
        // biome-ignore lint/performance/noImgElement: thumbnails come sized from our own route
        <img
          src={content.thumb}
          alt=""
          loading="lazy"
          decoding="async"
          className={content.width < 64 ? 'tile-img tile-small' : 'tile-img'}
        />
      ) : (
        <span className="tile-text" dir="auto">
          {content.kind === 'relation' ? <MarkedText content={content} /> : null}
          {content.kind === 'text' && content.title ? <b>{content.title} </b> : null}
          {content.kind === 'text' ? content.text : null}
        </span>
      )}
      <span className="cap">
        {struck !== undefined ? (
          <ProofMark
            state="corrected"
            given={given}
            label={struck ?? 'later'}
            size={size}
            room={room}
            colours={{ label: struck === null ? null : colours.get(struck) }}
          />
        ) : doubted ? (
          <ProofMark
            state="query"
            given={given}
            label={doubted}
            size={size}
            room={room}
            colours={{ given: colours.get(given), label: colours.get(doubted) }}
          />
        ) : (
          <span className="pm-plain">
            <Swatch colour={colours.get(given)} />
            {given}
          </span>
        )}
      </span>
    </button>
  );
}
