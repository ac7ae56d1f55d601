'use client';

import dynamic from 'next/dynamic';
import type { RefObject } from 'react';
import { reflow } from '#/app/_ui/reflow.ts';
import type { ContentView } from '#/server/domain/views.ts';
import { SampleDetails } from './SampleDetails.tsx';
import { textSize } from './textSize.ts';
import { useScreens } from './useScreens.ts';

const RelationText = dynamic(() => import('../relation/RelationText.tsx').then((m) => m.RelationText));

interface TextSampleProps {
  sampleId: string;
  content: Extract<ContentView, { kind: 'text' | 'relation' }>;
  details: boolean;
  area: RefObject<HTMLDivElement | null>;
}

/** A text as it is read: the only part of the sheet that scrolls. Line breaks are the author's, not a mail program's; each paragraph finds its own direction. */
export function TextSample({ sampleId, content, details, area }: TextSampleProps) {
  const screens = useScreens(area, sampleId);
  return (
    <div className="reading">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className="reading-area" ref={area} tabIndex={0} aria-label="Sample">
        {details ? <SampleDetails details={content.details} /> : null}
        {content.kind === 'text' && content.title ? (
          <h1 className={`sample-title is-${textSize(content.text)}`} dir="auto">
            {content.title}
          </h1>
        ) : null}
        {content.kind === 'relation' ? (
          <RelationText content={content} />
        ) : (
          <p className={`sample sample-${textSize(content.text)}`} dir="auto">
            {reflow(content.text)}
          </p>
        )}
      </section>
      <p className="screens" aria-live="off">
        {screens.of > 1 ? `screen ${screens.at} of ${screens.of}` : ''}
      </p>
    </div>
  );
}
