'use client';

import type { ReactNode, RefObject } from 'react';
import type { ReviewItem } from '#/server/domain/views.ts';
import { NearPictures } from '../evidence/NearPictures.tsx';
import { PictureFrame } from '../sample/PictureFrame.tsx';
import { SampleDetails } from '../sample/SampleDetails.tsx';
import { TextSample } from '../sample/TextSample.tsx';
import type { PictureView } from '../sample/view.ts';
import type { Desk } from './useDesk.ts';

interface SheetProps {
  item: ReviewItem;
  many: string;
  desk: Desk;
  area: RefObject<HTMLDivElement | null>;
  inverted: boolean;
  caps: { zoomIn: string; invert: string };
  onView: (view: PictureView) => void;
  onInvert: () => void;
  /** The labels: beside a picture, under a text. */
  children: ReactNode;
}

/** The sample and its labels, arranged by what the sample is. */
export function Sheet({ item, many, desk, area, inverted, caps, onView, onInvert, children }: SheetProps) {
  const { content, id } = item.sample;
  if (content.kind !== 'image')
    return (
      <>
        <TextSample sampleId={id} content={content} details={desk.details} area={area} />
        <div className="pinned">{children}</div>
      </>
    );
  return (
    <div className="picture-sheet" ref={area}>
      <div className="pic">
        <PictureFrame
          content={content}
          view={desk.view}
          onView={onView}
          inverted={inverted}
          onInvert={onInvert}
          caps={caps}
        />
        <div className="pic-labels">
          {content.caption === null ? null : (
            <blockquote className="caption" dir="auto">
              {content.caption}
            </blockquote>
          )}
          {children}
          {desk.details ? <SampleDetails details={content.details} /> : null}
        </div>
      </div>
      <NearPictures neighbors={item.neighbors} many={many} />
    </div>
  );
}
