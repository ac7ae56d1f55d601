'use client';

import { useMemo } from 'react';
import { Button } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import type { GridView } from '#/server/domain/gridViews.ts';
import { coloursOf } from '../colours.ts';
import { itemsOf, tallyOf } from '../marks.ts';
import { useFinish } from '../useFinish.ts';
import { useMarks } from '../useMarks.ts';
import { useOrder } from './useOrder.ts';
import { Wall } from './Wall.tsx';

interface WallDeskProps {
  view: GridView;
  given: string;
  queueId: string | undefined;
  user: string;
  onPages: () => void;
  onLeave: () => void;
}

/** A whole class to scroll through; only what is struck with a label is checked and written. */
export function WallDesk({ view, given, queueId, user, onPages, onLeave }: WallDeskProps) {
  const { slug, noun } = view.dataset;
  const { marks, canUndo, strike, undo, clear } = useMarks(`${user}/${slug}/${queueId ?? ''}/${given}`);
  const order = useOrder({ slug, given, queueId });
  const { finish, busy, error } = useFinish({ slug, queueId, bound: 0.1, onDone: clear });
  const tally = tallyOf(marks);
  const ready = tally.stand + tally.relabelled;
  const hotKeys = new Map(view.classes.flatMap((c) => (c.hotKey === null ? [] : [[c.hotKey, c.name] as const])));
  const colours = useMemo(() => coloursOf(view.classes), [view.classes]);
  return (
    <main id="main" className="grid-page">
      <div className="grid-in">
        <div className="grid-h">
          <div>
            <h1>
              {count(order.ids.length)}
              {order.all ? '' : ' and more'} {noun.many} labelled{' '}
              <span className="mono">
                <Swatch colour={view.classes.find((c) => c.name === given)?.colour} />
                {given}
              </span>
            </h1>
            <p>Strike the ones that are wrong. Most suspicious first.</p>
          </div>
        </div>
        <LiveRegion message={order.all ? `${count(tally.struck)} struck.` : ''} />
        <ErrorNotice error={order.error ?? error} />
        <Wall
          ids={order.ids}
          noun={noun.one}
          given={given}
          hotKeys={hotKeys}
          colours={colours}
          marks={marks}
          onStrike={strike}
          onUndo={undo}
          onFinish={() => finish(itemsOf(marks))}
          onPages={onPages}
          onLeave={onLeave}
        />
      </div>
      <div className="foot">
        <span>
          <b>{count(tally.struck)} struck.</b>{' '}
          <span className="quiet">{count(tally.relabelled)} with a new label.</span>
        </span>
        <span className="push" />
        <Button kbd="Z" disabled={!canUndo} onClick={undo}>
          Undo
        </Button>
        <Button kbd="V" onClick={onPages}>
          Page by page
        </Button>
        <Button ink kbd="F" disabled={busy || ready === 0} onClick={() => finish(itemsOf(marks))}>
          Check and write {count(ready)}
        </Button>
      </div>
    </main>
  );
}
