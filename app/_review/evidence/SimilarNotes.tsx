import type { NeighborView } from '#/server/domain/views.ts';

/** What readers noted on the nearest samples: words, never a verdict. */
export function SimilarNotes({ neighbors, many }: { neighbors: NeighborView[]; many: string }) {
  const noted = neighbors.filter((n) => n.note);
  if (noted.length === 0) return null;
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">Noted on similar {many}</h2>
      {noted.map((n) => (
        <p key={n.id} className="ev similar-note" dir="auto">
          “{n.note}”
        </p>
      ))}
    </section>
  );
}
