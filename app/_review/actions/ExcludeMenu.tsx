import { Kbd } from '#/app/_ui/Kbd.tsx';
import type { ExcludeReason } from '#/server/domain/verdict.ts';
import { excludeReasons } from '../keys/reasonKeys.ts';

/** Asks why a sample is left out: a number, or the first letter. */
export function ExcludeMenu({
  onReason,
  onClose,
}: {
  onReason: (r: ExcludeReason, at: number) => void;
  onClose: () => void;
}) {
  return (
    <section className="over exclude" aria-label="Exclude: why?">
      <p>
        <b>Exclude.</b> Why?
        <button type="button" className="reason back" onClick={onClose} aria-keyshortcuts="Escape">
          <Kbd>Esc</Kbd> Back
        </button>
      </p>
      {excludeReasons.map((r) => (
        <button
          key={r.reason}
          type="button"
          className="reason"
          onClick={(e) => onReason(r.reason, e.timeStamp)}
          aria-keyshortcuts={`${r.key} ${r.letter}`}
        >
          <Kbd>{r.key}</Kbd>
          <span>
            <b>{r.reason}</b>
            <small>{r.says}</small>
          </span>
        </button>
      ))}
    </section>
  );
}
