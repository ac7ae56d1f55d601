import { and, desc, eq, inArray } from 'drizzle-orm';
import { dataset, job, round } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { LiveEvent } from '#/server/domain/views.ts';
import { jobView } from '#/server/services/jobs/view.ts';
import { decisionsToNextRound } from '#/server/services/rounds/next.ts';
import { roundNews } from '#/server/services/rounds/view.ts';
import type { LiveNotice } from './publish.ts';

type Reading = Pick<Ctx, 'db'>;

/** Reads the row that a notice is about, as it is now. Null when it is gone. */
export async function readEvent({ db }: Reading, notice: LiveNotice): Promise<LiveEvent | null> {
  const [set] = await db.select().from(dataset).where(eq(dataset.id, notice.datasetId));
  if (!set) return null;
  switch (notice.type) {
    case 'job': {
      const [row] = await db.select().from(job).where(eq(job.id, notice.jobId));
      return row ? { type: 'job', job: jobView(row, set.slug) } : null;
    }
    case 'round': {
      const [row] = await db.select().from(round).where(eq(round.id, notice.roundId));
      return row ? { type: 'round', round: roundNews(row, set.samples) } : null;
    }
    case 'dataset':
      return { type: 'dataset', slug: set.slug, state: set.state };
    case 'decisions':
      return {
        type: 'decisions',
        decisionsToNextRound: decisionsToNextRound(set.decisions, set.settings.batch),
      };
  }
}

/** Where things stand when somebody starts to watch: one dataset, or all of them. */
export async function snapshot({ db }: Reading, datasetId: number | null): Promise<LiveNotice[]> {
  const sets = await db
    .select({ id: dataset.id, roundId: dataset.roundId })
    .from(dataset)
    .where(datasetId === null ? undefined : eq(dataset.id, datasetId));
  const jobs = await db
    .select({ id: job.id, datasetId: job.datasetId })
    .from(job)
    .where(
      and(inArray(job.state, ['queued', 'running']), datasetId === null ? undefined : eq(job.datasetId, datasetId)),
    )
    .orderBy(desc(job.createdAt))
    .limit(50);
  const notices: LiveNotice[] = sets.map((s) => ({ type: 'dataset', datasetId: s.id }));
  for (const j of jobs) if (j.datasetId !== null) notices.push({ type: 'job', datasetId: j.datasetId, jobId: j.id });
  if (datasetId !== null) {
    const roundId = sets[0]?.roundId;
    if (roundId != null) notices.push({ type: 'round', datasetId, roundId });
    notices.push({ type: 'decisions', datasetId });
  }
  return notices;
}
