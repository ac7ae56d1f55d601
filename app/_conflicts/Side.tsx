import { Button } from '#/app/_ui/Button.tsx';
import { counted } from '#/app/_ui/figures.ts';
import { markOfVerdict, ProofMark } from '#/app/_ui/ProofMark.tsx';
import type { SideView } from '#/server/domain/teamViews.ts';
import { sideWords } from './sideWords.ts';

interface SideProps {
  side: SideView;
  given: string | null;
  /** The key that decides so. */
  cap: string;
  busy: boolean;
  onDecide: () => void;
}

/** One side of a conflict: what it says, who says it, and why. */
export function Side({ side, given, cap, busy, onDecide }: SideProps) {
  const words = sideWords(side, given);
  return (
    <section className="side" aria-label={`${counted(side.readings.length, 'reader', 'readers')}: ${words}`}>
      <div className="side-h">
        <ProofMark state={markOfVerdict[side.verdict]} given={given} label={side.label} />
        <span className="small quiet">{counted(side.readings.length, 'reader', 'readers')}</span>
      </div>
      <ul>
        {side.readings.map((r) => (
          <li key={`${r.by} ${r.at}`}>
            <b>{r.by}</b>
            {r.note ? <p className="side-note">{r.note}</p> : <p className="small quiet">without a note</p>}
          </li>
        ))}
      </ul>
      {side.verdict === 'unsure' ? (
        <p className="small quiet">Could not decide; that decides nothing.</p>
      ) : (
        <Button kbd={cap} disabled={busy} onClick={onDecide}>
          {side.verdict === 'keep' ? 'Keep' : 'Decide'} <span className="mono">{words}</span>
        </Button>
      )}
    </section>
  );
}
