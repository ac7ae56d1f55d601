'use client';

import { useNow } from '#/app/_live/useNow.ts';
import { Worded } from '#/app/_review/evidence/Worded.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ago } from '#/app/_ui/figures.ts';
import type { ClassEvent } from '#/server/domain/classViews.ts';

interface ClassHistoryProps {
  events: readonly ClassEvent[];
  busy: boolean;
  /** The one that `Z` takes back. */
  latest: string | null;
  onUndo: (eventId: string) => void;
}

/** What was done to the classes, newest first. */
export function ClassHistory({ events, busy, latest, onUndo }: ClassHistoryProps) {
  const now = useNow();
  if (events.length === 0) return null;
  return (
    <section className="class-events">
      <h2 className="sec-h">What was done</h2>
      <ol>
        {events.map((e) => (
          <li key={e.id}>
            <span>
              <Worded text={e.says} />
            </span>
            <span className="small quiet">
              {e.by}, {ago(e.at, now)}
            </span>
            {e.undoable ? (
              <Button small kbd={e.id === latest ? 'Z' : undefined} disabled={busy} onClick={() => onUndo(e.id)}>
                Undo<span className="vh">: {e.says.replaceAll('`', '')}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
