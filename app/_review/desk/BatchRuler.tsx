import type { Verdict } from '#/server/domain/verdict.ts';
import { type RulerMark, rulerMarks } from './ruler.ts';

const step = 8;

/** This reader's decisions of the batch as proof marks, and how many are missing to the next round. */
export function BatchRuler({
  verdicts: said,
  toGo,
  blind,
}: {
  verdicts: Verdict[];
  toGo: number | null;
  blind: boolean;
}) {
  // A label that was chosen blind may be the given one.
  const verdicts = blind ? said.map((v) => (v === 'relabel' ? 'keep' : v)) : said;
  const left = toGo ?? 0;
  const marks = rulerMarks(verdicts, left);
  const width = Math.max(1, marks.length) * step + 4;
  const changed = verdicts.filter((v) => v === 'relabel').length;
  return (
    <div className="batch">
      <b className="num">{toGo === null ? ' ' : `${verdicts.length} of ${verdicts.length + left}`}</b>
      <svg
        className="ruler"
        width={width}
        height="20"
        viewBox={`0 0 ${width} 20`}
        preserveAspectRatio="xMinYMid meet"
        role="img"
        aria-label={`You decided ${verdicts.length} of this batch${blind ? '' : `, ${changed} corrected`}; ${left} to go`}
      >
        {marks.map((mark, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on the ruler is its identity
          <Mark key={k} mark={mark} x={4 + k * step} />
        ))}
      </svg>
      <span className="until">
        {toGo === null ? (
          ''
        ) : left === 0 ? (
          'a round is due'
        ) : (
          <>
            next round in <b className="num">{left}</b> {left === 1 ? 'decision' : 'decisions'}
          </>
        )}
      </span>
    </div>
  );
}

function Mark({ mark, x }: { mark: RulerMark; x: number }) {
  switch (mark) {
    case 'slash':
      return <path className="r-slash" d={`M${x - 2.4} 15.5L${x + 2.4} 4.5`} />;
    case 'dot':
      return <circle className="r-dot" cx={x} cy="13.2" r="2.3" />;
    case 'ring':
      return <circle className="r-ring" cx={x} cy="12" r="2.5" />;
    case 'dash':
      return <path className="r-dash" d={`M${x - 2.4} 13.2h4.8`} />;
    case 'caret':
      return <path className="r-caret" d={`M${x - 3.4} 19L${x} 13l3.4 6`} />;
    case 'open':
      return <circle className="r-open" cx={x} cy="13.2" r=".9" />;
  }
}
