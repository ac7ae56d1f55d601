'use client';

import dynamic from 'next/dynamic';
import { useMe } from '#/app/_ui/useMe.ts';
import { roleHas } from '#/server/domain/capability.ts';
import type { ReviewItem, ReviewState } from '#/server/domain/views.ts';
import { roleOf } from '../labels/arrangement.ts';

/** What the margin opens on request, above the reasons. */
export type MarginPanel = 'definition' | 'talk' | 'pin' | 'day';

// Rarely open, so none of it is in what the page loads first.
const Definitions = dynamic(() => import('../evidence/Definitions.tsx').then((m) => m.Definitions), { ssr: false });
const SampleTalk = dynamic(() => import('#/app/_talk/SampleTalk.tsx').then((m) => m.SampleTalk), { ssr: false });
const PinExample = dynamic(() => import('#/app/_guidelines/PinExample.tsx').then((m) => m.PinExample), { ssr: false });
const MyDay = dynamic(() => import('#/app/_talk/MyDay.tsx').then((m) => m.MyDay), { ssr: false });

interface MarginPanelsProps {
  slug: string;
  state: ReviewState;
  item: ReviewItem;
  open: ReadonlySet<MarginPanel>;
  /** Closes what is about this sample alone. */
  onClose: () => void;
}

export function MarginPanels({ slug, state, item, open, onClose }: MarginPanelsProps) {
  const { me } = useMe();
  const leads = me !== null && roleHas(me.role, 'lead');
  const { classes } = state.dataset;
  const pair = item.blind ? [item.blind.left, item.blind.right] : [];
  const atHand = classes.filter((c) => pair.includes(c.name) || roleOf(item, c.name) !== null);
  return (
    <>
      {open.has('definition') ? <Definitions slug={slug} classes={atHand} /> : null}
      {open.has('talk') ? <SampleTalk slug={slug} sampleId={item.sample.id} onClose={onClose} /> : null}
      {open.has('pin') && !leads ? <p className="ev">Leads pin examples. Tell one with a comment.</p> : null}
      {open.has('pin') && leads ? (
        <section aria-labelledby="pin">
          <h2 id="pin">Pin it as an example</h2>
          <PinExample
            key={item.sample.id}
            slug={slug}
            sampleId={item.sample.id}
            classes={classes}
            label={item.sample.givenLabel}
            onClose={onClose}
          />
        </section>
      ) : null}
      {open.has('day') ? <MyDay slug={slug} /> : null}
    </>
  );
}
