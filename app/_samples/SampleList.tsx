'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { MarkedText } from '#/app/_relation/MarkedText.tsx';
import { count, percent } from '#/app/_ui/figures.ts';
import { Track } from '#/app/_ui/measures.tsx';
import { ProofMark } from '#/app/_ui/ProofMark.tsx';
import type { SampleView } from '#/server/domain/views.ts';
import { markOf, statusWords } from './statusWords.ts';

const ROW_HEIGHT = 64;

interface SampleListProps {
  samples: SampleView[];
  openId: string | null;
  onOpen: (id: string) => void;
  /** Called when the end comes near; must be cheap when there is nothing more. */
  onNearEnd: () => void;
}

/** A list of any length: only the rows in view exist. */
export function SampleList({ samples, openId, onOpen, onNearEnd }: SampleListProps) {
  'use no memo'; // The virtualizer changes in place, which a memoised component would not see.
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: samples.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: top,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= samples.length - 15) onNearEnd();
  }, [last, samples.length, onNearEnd]);
  const openAt = openId ? samples.findIndex((s) => s.id === openId) : -1;
  const scrollTo = useRef(rows.scrollToIndex);
  scrollTo.current = rows.scrollToIndex;
  useEffect(() => {
    if (openAt >= 0) scrollTo.current(openAt, { align: 'auto' });
  }, [openAt]);
  return (
    <ul ref={list} className="samples" style={{ height: rows.getTotalSize() }}>
      {items.map((item) => {
        const s = samples[item.index];
        return (
          <li key={s.id} style={{ height: ROW_HEIGHT, transform: `translateY(${item.start - top}px)` }}>
            <button type="button" aria-pressed={s.id === openId} onClick={() => onOpen(s.id)}>
              <SampleRow sample={s} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function SampleRow({ sample: s }: { sample: SampleView }) {
  const mark = markOf(s);
  const { content } = s;
  return (
    <>
      <span className="s-id">
        <span className="mono">{s.externalId}</span>
        <span className="quiet small">
          row {count(s.row)}
          {s.split ? `, ${s.split}` : ''}
        </span>
      </span>
      {content.kind === 'image' ? (
        // biome-ignore lint/performance/noImgElement: thumbnails come sized from our own route
        <img src={content.thumb} alt="" width={44} height={44} loading="lazy" className="s-thumb" />
      ) : (
        <span className="s-text">
          {content.kind === 'relation' ? (
            <MarkedText content={content} />
          ) : (
            <>
              {content.title ? <b>{content.title} </b> : null}
              {content.text}
            </>
          )}
        </span>
      )}
      <span className="s-mark">
        {mark ? (
          <ProofMark
            size="sm"
            flat={mark.state === 'kept'}
            room={22}
            state={mark.state}
            given={s.givenLabel}
            label={mark.label}
          />
        ) : (
          <span className="mono">{s.currentLabel ?? 'no label'}</span>
        )}
      </span>
      <span className="s-doubt">
        <span className="quiet small">{statusWords[s.status]}</span>
        {s.suspicion === null ? null : (
          <span title={`suspicion ${percent(s.suspicion)}`}>
            <Track share={s.suspicion} tone="pen" />
          </span>
        )}
      </span>
    </>
  );
}
