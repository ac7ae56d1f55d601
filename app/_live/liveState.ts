import type { JobView, LiveEvent, RoundNews } from '#/server/domain/views.ts';

/** What the stream has told so far. It is kept here because a stream that ends forgets its last event. */
interface LiveState {
  /** Latest job per dataset slug; `''` for jobs of no dataset. */
  jobs: Record<string, JobView>;
  round: RoundNews | null;
}

export const emptyLiveState: LiveState = { jobs: {}, round: null };

/** The state after one more event. */
export function afterEvent(state: LiveState, event: LiveEvent): LiveState {
  switch (event.type) {
    case 'job':
      return { ...state, jobs: { ...state.jobs, [event.job.dataset ?? '']: event.job } };
    case 'round':
      return { ...state, round: event.round };
    case 'decisions':
    case 'dataset':
      return state;
  }
}

/** Does this event make figures on the screen stale? Progress of a running job does not. */
export const makesStale = (event: LiveEvent): boolean =>
  event.type !== 'job' || event.job.state === 'done' || event.job.state === 'failed';

/** The job to show for a dataset: the stream's while it runs or has failed, else the one the last answer knows. */
export function currentJob(live: JobView | undefined, answered: JobView | null): JobView | null {
  if (live?.state === 'queued' || live?.state === 'running') return live;
  const other = answered && answered.id !== live?.id ? answered : null;
  if (other) return other;
  return live?.state === 'failed' ? live : null;
}
