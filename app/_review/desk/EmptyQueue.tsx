import { ButtonLink } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { paths } from '#/app/_ui/paths.ts';
import type { ReviewState } from '#/server/domain/views.ts';

/** The end of a queue, and where to go from there. */
export function EmptyQueue({ slug, state }: { slug: string; state: ReviewState }) {
  const others = state.queues.filter((q) => q.id !== state.queue.id && q.waiting > 0);
  return (
    <div className="empty-queue">
      <h1>Nothing waits here.</h1>
      <p>
        {others.length > 0
          ? 'New samples appear by themselves when a round doubts them. Other queues have some now:'
          : 'New samples appear by themselves when a round doubts them.'}
      </p>
      <ul>
        {others.map((q) => (
          <li key={q.id}>
            <ButtonLink href={paths.review(slug, q.id)}>
              {q.name}, {count(q.waiting)}
            </ButtonLink>
          </li>
        ))}
        <li>
          <ButtonLink href={paths.dataset(slug)}>Overview</ButtonLink>
        </li>
      </ul>
    </div>
  );
}
