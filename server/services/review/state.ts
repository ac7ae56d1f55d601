import { and, desc, eq } from 'drizzle-orm';
import { round } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { readPolicy } from '#/server/domain/queuePolicy.ts';
import { roleHas } from '#/server/domain/role.ts';
import type { ReviewState } from '#/server/domain/views.ts';
import { datasetViews } from '#/server/services/datasets/view.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { visibleQueues } from '#/server/services/queues/list.ts';
import { requireQueue } from '#/server/services/queues/require.ts';
import { queueView } from '#/server/services/queues/view.ts';
import { decisionsToNextRound } from '#/server/services/rounds/next.ts';
import { roundNews } from '#/server/services/rounds/view.ts';
import { standingDecisions } from './history.ts';
import { requireReader } from './reader.ts';

/** Decisions that the ruler of one batch can show. */
const rulerMost = 500;

/** What the ruler and the slip of the review screen need, around one queue. */
export async function reviewState({ ctx, input }: { ctx: Ctx; input: { queueId: string } }): Promise<ReviewState> {
  const { userId } = requireReader(ctx);
  const { queue, dataset, role } = await requireQueue(ctx, input.queueId, 'review');
  const [[view], classes, queues, [last]] = await Promise.all([
    datasetViews(ctx, [dataset], () => roleHas(role, 'inspect')),
    loadClasses(ctx.sql, dataset.id),
    visibleQueues(ctx, dataset, role),
    ctx.db
      .select()
      .from(round)
      .where(and(eq(round.datasetId, dataset.id), eq(round.state, 'published')))
      .orderBy(desc(round.number))
      .limit(1),
  ]);
  const reader = { datasetId: dataset.id, userId };
  const [views, batch, latest] = await Promise.all([
    Promise.all(
      queues.map((q) => queueView(ctx.sql, dataset, q, classes, q.id === queue.id || !roleHas(role, 'inspect'))),
    ),
    standingDecisions(ctx.sql, { ...reader, after: last?.watermark ?? 0, limit: rulerMost }, classes),
    standingDecisions(ctx.sql, { ...reader, after: 0, limit: 1 }, classes),
  ]);
  const { blind, verdicts, requireNoteOnChange } = readPolicy(queue.policy);
  return {
    dataset: view!,
    queue: views.find((q) => q.id === String(queue.id))!,
    queues: views.map(({ id, name, waiting }) => ({ id, name, waiting })),
    policy: { blind, verdicts, requireNoteOnChange },
    mine: batch.map((d) => d.verdict).reverse(),
    decisionsToNextRound: decisionsToNextRound(dataset.decisions, dataset.settings.batch),
    lastRound: last ? roundNews(last, dataset.samples) : null,
    previous: latest[0] ?? null,
  };
}
