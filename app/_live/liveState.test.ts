import { describe, expect, it } from 'vitest';
import type { JobView } from '#/server/domain/views.ts';
import { afterEvent, currentJob, emptyLiveState, makesStale } from './liveState.ts';

const job = (id: string, state: JobView['state'], progress = 0): JobView => ({
  id,
  kind: 'import',
  dataset: 'mail',
  state,
  progress,
  message: '',
  etaSeconds: null,
  error: null,
  problems: [],
});

describe('live state', () => {
  it('keeps the last job of each dataset', () => {
    const one = afterEvent(emptyLiveState, { type: 'job', job: job('a', 'running', 0.2) });
    const two = afterEvent(one, { type: 'job', job: job('a', 'running', 0.4) });
    expect(two.jobs.mail.progress).toBe(0.4);
  });

  it('refetches for ends and decisions, not for progress', () => {
    expect(makesStale({ type: 'job', job: job('a', 'running') })).toBe(false);
    expect(makesStale({ type: 'job', job: job('a', 'done') })).toBe(true);
    expect(makesStale({ type: 'decisions', decisionsToNextRound: 7 })).toBe(true);
  });

  it('prefers the stream for the same job and the answer for another', () => {
    expect(currentJob(job('a', 'running', 0.9), job('a', 'running', 0.1))?.progress).toBe(0.9);
    expect(currentJob(job('a', 'done', 1), job('b', 'running', 0.1))?.id).toBe('b');
    expect(currentJob(job('a', 'done', 1), job('a', 'running', 0.9))).toBeNull();
    expect(currentJob(job('a', 'running', 0.3), null)?.progress).toBe(0.3);
    expect(currentJob(job('a', 'failed', 1), null)?.state).toBe('failed');
  });
});
