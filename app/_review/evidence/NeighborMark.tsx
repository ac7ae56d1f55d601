import { ProofMark } from '#/app/_ui/ProofMark.tsx';
import type { NeighborView } from '#/server/domain/views.ts';

/** A neighbour's label, marked where a person has confirmed or changed it. */
export function NeighborMark({ neighbor, size }: { neighbor: NeighborView; size: 'sm' | 'md' }) {
  const { state, label, was } = neighbor;
  if (state === 'changed') return <ProofMark state="corrected" given={was} label={label} size={size} />;
  if (state === 'kept') return <ProofMark state="kept" given={label} size={size} />;
  if (state === 'none') return <ProofMark state="none" given={was} size={size} />;
  return (
    <span className={size === 'sm' ? 'pm pm-sm flat' : 'pm flat'} dir="auto">
      {label ?? 'no label'}
    </span>
  );
}
