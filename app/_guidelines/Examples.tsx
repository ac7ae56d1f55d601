import { SampleExcerpt } from '#/app/_talk/SampleExcerpt.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import type { ExampleView } from '#/server/domain/guidelineViews.ts';

/** Samples pinned to a guideline, each with the word on why. */
export function Examples({ examples, onRemove }: { examples: ExampleView[]; onRemove?: (sampleId: string) => void }) {
  if (examples.length === 0) return null;
  return (
    <ul className="pinned-list">
      {examples.map((e) => (
        <li key={e.sampleId} className={e.shows === 'fits' ? 'is-fit' : 'is-unfit'}>
          <p className="small">
            <b>{e.shows === 'fits' ? 'Fits' : 'Does not fit'}</b> <span className="quiet mono">{e.externalId}</span>
          </p>
          <SampleExcerpt content={e.content} alt={`Example ${e.externalId}`} />
          {e.why ? (
            <p className="small" dir="auto">
              {e.why}
            </p>
          ) : null}
          {onRemove ? (
            <Button small onClick={() => onRemove(e.sampleId)}>
              Unpin<span className="vh"> {e.externalId}</span>
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
