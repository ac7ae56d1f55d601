import { count, counted } from '#/app/_ui/figures.ts';
import type { OperationPreview } from '#/server/domain/classViews.ts';

/** What an operation would touch, in words, before it is done. */
export function Touches({ preview: p }: { preview: OperationPreview }) {
  const told = [
    p.samples ? `${counted(p.samples, 'sample counts', 'samples count')} as something else.` : null,
    p.decided ? `${counted(p.decided, 'decided sample is', 'decided samples are')} read anew.` : null,
    p.again ? `${count(p.again)} of them have to be decided again.` : null,
    p.queues.length ? `${p.queues.length === 1 ? 'The queue' : 'Queues'} ${p.queues.join(', ')} would follow.` : null,
    p.round ? 'A cold round re-scores everything.' : null,
    p.exports ? `${counted(p.exports, 'export stays', 'exports stay')} as they are.` : null,
  ].filter((t) => t !== null);
  return (
    <div className="touches">
      <b>What it touches</b>
      {told.length ? (
        <ul>
          {told.map((t) => (
            <li key={t}>{t}</li>
          ))}
        </ul>
      ) : (
        <p>Nothing but the class itself.</p>
      )}
    </div>
  );
}
