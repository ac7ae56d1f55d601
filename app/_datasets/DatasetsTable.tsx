import Link from 'next/link';
import { JobProgress } from '#/app/_live/JobProgress.tsx';
import { currentJob } from '#/app/_live/liveState.ts';
import { ticksUpTo } from '#/app/_plots/ticks.ts';
import { Whisker, WhiskerAxis } from '#/app/_plots/Whisker.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { count, percent } from '#/app/_ui/figures.ts';
import { paths } from '#/app/_ui/paths.ts';
import { type Role, roleHas } from '#/server/domain/capability.ts';
import type { DatasetView, JobView } from '#/server/domain/views.ts';
import { openerOf, sizeInWords, standing } from './standing.ts';

interface DatasetsTableProps {
  datasets: DatasetView[];
  jobs: Record<string, JobView>;
  role: Role;
  onOpen: (dataset: DatasetView) => void;
}

export function DatasetsTable({ datasets, jobs, role, onOpen }: DatasetsTableProps) {
  const estimates = datasets.flatMap((d) => (d.estimate ? [d.estimate.first.high, d.estimate.now.high] : []));
  const ticks = ticksUpTo(Math.min(1, Math.max(0.01, ...estimates)));
  const figures = roleHas(role, 'inspect');
  return (
    <table className="ds">
      <thead>
        <tr>
          <th>Name</th>
          {figures ? (
            <>
              <th className="wide">
                <span className="vh">plot</span>
                {estimates.length > 0 ? <WhiskerAxis ticks={ticks} /> : null}
              </th>
              <th>estimated wrong, first to now</th>
              <th className="n">labels changed</th>
              <th className="n">decisions</th>
            </>
          ) : null}
          <th>where it stands</th>
          <th>
            <span className="vh">next step</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {datasets.map((d, k) => (
          <DatasetRow
            key={d.id}
            dataset={d}
            job={currentJob(jobs[d.slug], d.job)}
            ticks={ticks}
            role={role}
            nth={k + 1}
            figures={figures}
            onOpen={() => onOpen(d)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface DatasetRowProps {
  dataset: DatasetView;
  job: JobView | null;
  ticks: number[];
  role: Role;
  nth: number;
  figures: boolean;
  onOpen: () => void;
}

function DatasetRow({ dataset: d, job, ticks, role, nth, figures, onOpen }: DatasetRowProps) {
  const opener = openerOf(d, role);
  const busy = job !== null && (job.state === 'running' || job.state === 'queued') && d.state !== 'ready';
  return (
    <tr>
      <td>
        <Link className="name" href={figures ? paths.dataset(d.slug) : paths.queues(d.slug)}>
          {d.name}
        </Link>
        <p>
          {d.samples > 0 ? sizeInWords(d) : 'not read yet'}
          {d.practice ? '; its errors were planted' : ''}
        </p>
      </td>
      {figures ? (
        <>
          <td className="wide">
            {d.estimate ? (
              <Whisker
                first={d.estimate.first}
                now={d.estimate.now}
                ticks={ticks}
                label={`Estimated wrong labels of ${d.name}: first ${percent(d.estimate.first.value)}, now ${percent(d.estimate.now.value)}.`}
              />
            ) : (
              <div className="no-estimate" />
            )}
          </td>
          <td className="est" data-label="estimated wrong">
            <Estimate of={d} />
          </td>
          <td className="n" data-label="labels changed">
            {d.samples > 0 && d.changed !== null ? count(d.changed) : ''}
          </td>
          <td className="n" data-label="decisions">
            {d.samples > 0 ? count(d.decisions) : ''}
          </td>
        </>
      ) : null}
      <td className="stands">{busy ? <JobProgress job={job} /> : <p>{standing(d)}</p>}</td>
      <td className="n">
        <Button onClick={onOpen} ink={nth === 1 && d.state === 'ready'} kbd={nth <= 9 ? String(nth) : undefined}>
          <span>
            {opener.label}
            <span className="vh"> {d.name}</span>
          </span>
        </Button>
      </td>
    </tr>
  );
}

function Estimate({ of: d }: { of: DatasetView }) {
  if (!d.estimate) return <span className="quiet">{d.state === 'ready' ? 'no estimate yet' : 'not scored'}</span>;
  const { first, now } = d.estimate;
  return (
    <>
      {percent(first.value)} to <b>{percent(now.value)}</b>{' '}
      <span className="quiet">
        {percent(now.low)}–{percent(now.high)}
      </span>
    </>
  );
}
