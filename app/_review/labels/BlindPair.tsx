import type { ReviewItem } from '#/server/domain/views.ts';

/** Two labels of equal size and ink, left and right as drawn; which of them the dataset gives is known to nobody here. */
export function BlindPair({ blind }: { blind: ReviewItem['blind'] }) {
  if (!blind)
    return (
      <div className="verdict">
        <p className="verdict-note">Choose the label that fits; none is proposed.</p>
      </div>
    );
  const { left, right } = blind;
  const size = left.length + right.length <= 24 ? 'pair-middle' : 'pair-long';
  return (
    <div className="verdict">
      <p className={`blind-pair pm-lg ${size}`}>
        <span dir="auto">
          <span className="vh">left: </span>
          {left}
        </span>
        <span className="vh">, right: </span>
        <span dir="auto">{right}</span>
      </p>
      <p className="verdict-note">One of the two is the dataset’s. Which one is not said; their order is random.</p>
    </div>
  );
}
