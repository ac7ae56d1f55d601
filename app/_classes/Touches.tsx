import { count, counted } from '#/app/_ui/figures.ts';
import type { OperationPreview } from '#/server/domain/classViews.ts';

/** So many decided samples take long enough to be noticed. */
const many = 20_000;

/** What undoing it later would not simply put back. */
const undone: Partial<Record<OperationPreview['operation']['kind'], string>> = {
  add: 'Undone later, the class is archived, not removed: somebody may have chosen it.',
  split: 'Undone later, the class is whole again and its parts are archived; what was given a part keeps it.',
};

/** What an operation would touch, in words, before it is done. */
export function Touches({ preview: p }: { preview: OperationPreview }) {
  const told = [
    p.samples ? `${counted(p.samples, 'sample counts', 'samples count')} as something else.` : null,
    p.decided ? `${counted(p.decided, 'decided sample is', 'decided samples are')} read anew.` : null,
    p.again ? `${count(p.again)} of them have to be decided again.` : null,
    p.queues.length ? `${p.queues.length === 1 ? 'The queue' : 'Queues'} ${p.queues.join(', ')} would follow.` : null,
    p.decided >= many ? 'For a moment answers wait until that is done; readers go on, and nothing is lost.' : null,
    p.round ? 'A cold round re-scores everything.' : null,
    p.exports ? `${counted(p.exports, 'export stays', 'exports stay')} as they are.` : null,
    undone[p.operation.kind] ?? null,
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
