import { Worded } from '#/app/_review/evidence/Worded.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import type { GridAct } from './gridKeyHandler.ts';
import type { Tally } from './marks.ts';

interface GridFootProps {
  tally: Tally;
  chosen: number;
  why: string | null;
  canUndo: boolean;
  busy: boolean;
  last: boolean;
  /** Samples that finishing would write. */
  ready: number;
  act: GridAct;
}

/** What has been said so far, and the way on. Nothing here says that a page holds no error without going through it. */
export function GridFoot({ tally, chosen, why, canUndo, busy, last, ready, act }: GridFootProps) {
  const { struck, relabelled, waiting, stand } = tally;
  return (
    <div className="foot">
      <span>
        <b>{count(struck)} struck.</b>{' '}
        <span className="quiet">
          {relabelled ? `${count(relabelled)} ${relabelled === 1 ? 'has' : 'have'} a new label. ` : ''}
          {waiting
            ? `${count(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for ${relabelled ? 'one' : 'a new label'}. `
            : ''}
          {stand ? `${count(stand)} gone past.` : 'Nothing gone past yet.'}
        </span>
      </span>
      {why ? (
        <span className="quiet">
          <Worded text={why} />
        </span>
      ) : null}
      <span className="push" />
      {chosen > 1 ? (
        <Button kbd="X" onClick={act.strike}>
          Strike {count(chosen)}
        </Button>
      ) : null}
      <Button kbd="Z" disabled={!canUndo} onClick={act.undo}>
        Undo
      </Button>
      {last ? null : (
        <Button kbd="F" disabled={busy || ready === 0} onClick={act.finish}>
          Check and write {count(ready)}
        </Button>
      )}
      <Button ink kbd="Enter" disabled={busy} onClick={act.goOn}>
        {last ? 'Check and write' : 'Go on'}
      </Button>
    </div>
  );
}
