import { Button } from '#/app/_ui/Button.tsx';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import type { ClassView } from '#/server/domain/views.ts';

interface CheckActionsProps {
  classes: readonly ClassView[];
  given: string | null;
  canTakeBack: boolean;
  onChoose: (label: string) => void;
  onKeep: () => void;
  onNone: () => void;
  onUnsure: () => void;
  onExclude: () => void;
  onFind: () => void;
  onTakeBack: () => void;
}

/** So many labels fit as buttons; more are found by their letters. */
const shown = 12;

/** The answers to one sample. The given label weighs as much as any other. */
export function CheckActions(props: CheckActionsProps) {
  const { classes, given, canTakeBack } = props;
  return (
    <>
      <div className="check-labels" role="toolbar" aria-label="Its label">
        {(classes.length <= shown ? classes : classes.filter((c) => c.name === given)).map((c) => (
          <button
            key={c.index}
            type="button"
            aria-keyshortcuts={c.hotKey ?? undefined}
            onClick={() => props.onChoose(c.name)}
          >
            {c.hotKey === null ? null : <Kbd>{c.hotKey}</Kbd>}
            <span className="mono" dir="auto">
              <Swatch colour={c.colour} />
              {c.name}
            </span>
            {c.name === given ? <small className="quiet">given</small> : null}
          </button>
        ))}
        <button type="button" aria-keyshortcuts="/" onClick={props.onFind}>
          <Kbd>/</Kbd> find a label
        </button>
      </div>
      <div className="check-acts">
        <Button kbd="K" disabled={given === null} onClick={props.onKeep}>
          Keep
        </Button>
        <Button kbd="N" onClick={props.onNone}>
          None of these
        </Button>
        <Button kbd="X" onClick={props.onExclude}>
          Exclude
        </Button>
        <Button kbd="U" onClick={props.onUnsure}>
          Unsure
        </Button>
        <Button kbd="Z" disabled={!canTakeBack} onClick={props.onTakeBack}>
          Take back
        </Button>
      </div>
    </>
  );
}
