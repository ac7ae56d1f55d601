import { count } from '#/app/_ui/figures.ts';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import type { ReviewItem } from '#/server/domain/views.ts';

interface SampleMetaProps {
  item: ReviewItem;
  /** Samples in the dataset, for the rank. */
  of: number;
  details: boolean;
  onDetails: () => void;
  cap: string;
}

/** Where the sample comes from, in one line. */
export function SampleMeta({ item, of, details, onDetails, cap }: SampleMetaProps) {
  const { sample, rank } = item;
  const place = [sample.split, sample.row === null ? null : `row ${count(sample.row)}`].filter(Boolean).join(', ');
  const isMail = sample.content.details.some((d) => /^(from|to|date|subject)$/i.test(d.name));
  return (
    <div className="meta">
      <span className="mono ext" title={sample.externalId ?? undefined}>
        {sample.externalId}
      </span>
      <span>{place}</span>
      <span className="opt">{rank === null ? '' : `rank ${count(rank)} of ${count(of)} by suspicion`}</span>
      {sample.content.details.length > 0 ? (
        <button
          type="button"
          className="push iconbtn small"
          onClick={onDetails}
          aria-pressed={details}
          aria-keyshortcuts={cap}
        >
          {isMail ? 'Headers' : 'Details'} <Kbd>{cap}</Kbd>
        </button>
      ) : null}
    </div>
  );
}
