import type { round } from '#/db/schema/index.ts';
import type { RoundNews, RoundView } from '#/server/domain/views.ts';

/** What a view shows of a round. */
type Viewed = Omit<
  typeof round.$inferSelect,
  'datasetId' | 'watermark' | 'encodingId' | 'methodHash' | 'noiseMatrix' | 'warmState'
>;

export function roundView(row: Viewed, samples: number): RoundView {
  const { metrics } = row;
  return {
    id: String(row.id),
    number: row.number,
    trigger: row.trigger,
    state: row.state,
    decisions: row.decisions,
    changed: row.changed,
    hitRate: row.hitRate,
    mode: row.mode,
    backend: row.backend,
    durations: row.durations,
    metrics: {
      estimatedNoise: metrics.estimatedNoise ?? 0,
      meanSelfConfidence: metrics.meanSelfConfidence ?? 0,
      doubted: metrics.doubted ?? 0,
    },
    diff: row.diff,
    samples,
    startedAt: row.startedAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}

export function roundNews(
  { number, trigger, state, diff, durations }: Pick<Viewed, 'number' | 'trigger' | 'state' | 'diff' | 'durations'>,
  samples: number,
): RoundNews {
  return { number, trigger, state, samples, diff, milliseconds: durations.total ?? null };
}
