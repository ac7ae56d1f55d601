'use client';

import { useRouter } from 'next/navigation';
import { count } from '#/app/_ui/figures.ts';
import { paths } from '#/app/_ui/paths.ts';
import type { ReviewState } from '#/server/domain/views.ts';

/** Which queue is read, with what waits in each; another choice goes there. */
export function QueueSwitch({ slug, state }: { slug: string; state: ReviewState }) {
  const router = useRouter();
  return (
    <select
      className="queue-switch"
      aria-label="Queue"
      value={state.queue.id}
      onChange={(e) => router.push(paths.review(slug, e.target.value))}
    >
      {state.queues.map((q) => (
        <option key={q.id} value={q.id}>
          {q.name} ({count(q.waiting)})
        </option>
      ))}
    </select>
  );
}
