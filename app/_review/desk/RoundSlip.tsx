import { Slip } from '#/app/_ui/Slip.tsx';
import type { RoundNews } from '#/server/domain/views.ts';
import { roundInWords } from '../session/announcements.ts';

/** The slip that says what the last round changed. */
export function RoundSlip({ round }: { round: RoundNews }) {
  const { line, small } = roundInWords(round);
  return (
    <Slip title={`Round ${round.number}`} small={small}>
      <span className="num">{line}</span>
    </Slip>
  );
}
