'use client';

import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { JobFailure, JobProgress } from '#/app/_live/JobProgress.tsx';
import { ButtonLink } from '#/app/_ui/Button.tsx';
import { Icon } from '#/app/_ui/Icon.tsx';
import { Notice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import type { DatasetState } from '#/server/domain/task.ts';

const stages: { state: DatasetState; name: string; say: string }[] = [
  { state: 'importing', name: 'Import', say: 'Rows are read, checked and stored; nothing is half-imported.' },
  { state: 'encoding', name: 'Encode', say: 'Every sample becomes a row of numbers the model can compare.' },
  { state: 'scoring', name: 'Score', say: 'Every label is doubted once, by a model that has not seen it.' },
];

/** A dataset on its way to the first round, or stopped before it. */
export function NotReady() {
  const { dataset, job } = useDataset();
  if (dataset.state === 'failed')
    return (
      <div className="grid max-w-[760px] gap-4">
        {job?.state === 'failed' ? (
          <JobFailure job={job} />
        ) : (
          <Notice title={dataset.message ?? 'This dataset did not finish.'} urgent />
        )}
        <p className="quiet">Nothing of it was kept half-done. Mend the file and import it again.</p>
        <div className="flex gap-3">
          <ButtonLink href={paths.import} ink>
            Import again
          </ButtonLink>
          <ButtonLink href={paths.settings(dataset.slug)}>Remove this dataset</ButtonLink>
        </div>
      </div>
    );
  const at = stages.findIndex((s) => s.state === dataset.state);
  return (
    <ol className="stages" aria-label="First scoring">
      {stages.map((s, k) => (
        <li key={s.state} aria-current={k === at ? 'step' : undefined}>
          <Icon name={k < at ? 'check' : k === at ? 'right' : 'ring'} />
          <div className="grid gap-2">
            <b>{s.name}</b>
            {k === at && job ? <JobProgress job={job} /> : <p className="quiet">{s.say}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
