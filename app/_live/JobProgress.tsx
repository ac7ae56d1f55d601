import { Progress } from '#/app/_ui/measures.tsx';
import { ErrorNotice, Notice, ProblemList } from '#/app/_ui/Notice.tsx';
import type { JobView } from '#/server/domain/views.ts';
import { asSentence, timeLeft } from './timeLeft.ts';

const doing: Record<JobView['kind'], string> = {
  import: 'Importing',
  encode: 'Encoding',
  round: 'Scoring',
  export: 'Exporting',
  models: 'Adding models',
  bulk: 'Writing decisions',
  questions: 'Asking about pictures',
  patch: 'Adding corrections',
  seed: 'Preparing the demo',
};

/** A running job in one line and one bar. */
export function JobProgress({ job }: { job: JobView }) {
  if (job.state === 'failed') return <JobFailure job={job} />;
  return (
    <div className="grid gap-1.5">
      <p className="small quiet">
        {job.state === 'queued' ? `${doing[job.kind]} waits for a worker.` : asSentence(job.message || doing[job.kind])}
        {timeLeft(job.etaSeconds)}
      </p>
      <Progress share={job.progress} label={doing[job.kind]} />
    </div>
  );
}

export function JobFailure({ job }: { job: JobView }) {
  // One problem is already told by the error's own sentence.
  if (job.error && job.problems.length <= 1) return <ErrorNotice error={{ message: job.error }} />;
  return (
    <Notice title={job.error ?? `${doing[job.kind]} failed.`} urgent>
      <ProblemList problems={job.problems} />
    </Notice>
  );
}
