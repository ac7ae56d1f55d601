import type { Sql } from 'postgres';
import type { Ctx } from '#/server/context.ts';
import { roleHas } from '#/server/domain/role.ts';
import { stopRules } from '#/server/domain/stopRules.ts';
import type { Status } from '#/server/domain/verdict.ts';
import type { StatsView } from '#/server/domain/views.ts';
import { type DatasetRow, requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { remembered } from '#/server/services/queues/remembered.ts';
import { loadAnchoring } from './anchoring.ts';
import { loadAuditCursor } from './auditCursor.ts';
import { loadBulkShare } from './bulkShare.ts';
import { estimateFrom } from './estimate.ts';
import { loadLatest, loadPeople } from './people.ts';
import { loadPractice } from './practice.ts';
import { loadProgress } from './progress.ts';
import { provenSignals } from './provenSignals.ts';
import { loadSecondReadings } from './secondReadings.ts';
import { loadStrata } from './strata.ts';
import { loadSuspects } from './suspects.ts';

/** All figures of the overview, computed once per round and state of the log. People are for those who lead. */
export async function overview({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<StatsView> {
  const { dataset, role } = await requireDataset(ctx, input.slug, 'inspect');
  const audited = await loadAuditCursor(ctx.sql, dataset.id);
  const key = `overview ${JSON.stringify([dataset.id, dataset.roundId, dataset.eventSeq, audited, dataset.samples])}`;
  const stats = await remembered(ctx.sql, key, () => compute(ctx.sql, dataset));
  return roleHas(role, 'lead') ? stats : { ...stats, people: [] };
}

async function compute(sql: Sql, dataset: DatasetRow): Promise<StatsView> {
  const classes = await loadClasses(sql, dataset.id);
  const [counts, confirmed, secondReadings, anchoring, ...figures] = await Promise.all([
    countStatuses(sql, dataset.id),
    countConfirmed(sql, dataset.id),
    loadSecondReadings(sql, dataset, classes),
    loadAnchoring(sql, dataset),
    loadStrata(sql, dataset),
    loadBulkShare(sql, dataset),
    loadProgress(sql, dataset),
    loadSuspects(sql, dataset, classes),
    loadLatest(sql, dataset, classes),
    loadPeople(sql, dataset),
    loadPractice(sql, dataset, classes),
    sql<{ metrics: Record<string, number> }[]>`select metrics from round where id = ${dataset.roundId}`,
  ]);
  const [strata, bulks, progress, matrix, latest, people, practice, [round]] = figures;
  const { answered, wrong, needed, errors } = estimateFrom(strata, bulks);
  const estimate = errors && {
    first: errors.first,
    found: errors.found,
    remaining: errors.remaining,
    firstShare: errors.firstShare,
    nowShare: errors.nowShare,
  };
  const hitRate = { last: progress.last, of: progress.of, byRound: progress.byRound };
  return {
    samples: dataset.samples,
    decisions: progress.decisions,
    readers: people.length,
    changed: counts.get('changed') ?? 0,
    confirmed,
    kept: counts.get('kept') ?? 0,
    excluded: counts.get('excluded') ?? 0,
    noClass: counts.get('no_class') ?? 0,
    ambiguous: counts.get('ambiguous') ?? 0,
    open: counts.get('open') ?? 0,
    audit: { answered, wrong, neededForOnePoint: errors?.neededForOnePoint ?? null },
    estimate,
    auditNeeded: needed,
    bulk: { decided: bulks.decided, changed: bulks.changed },
    modelEstimate: round?.metrics.estimatedNoise ?? null,
    hitRate,
    curve: {
      points: progress.points,
      random: estimate ? estimate.firstShare.value * progress.decisions : null,
      rounds: progress.rounds,
    },
    matrix,
    latest,
    signals: provenSignals(round?.metrics ?? {}, dataset.task === 'image-text'),
    people,
    secondReadings,
    anchoring,
    stop: stopRules(hitRate, estimate?.nowShare ?? null, needed),
    practice,
  };
}

async function countStatuses(sql: Sql, datasetId: number): Promise<Map<Status, number>> {
  const rows = await sql<{ status: Status; n: number }[]>`
    select status, count(*)::int as n from sample_state where dataset_id = ${datasetId} group by status`;
  return new Map(rows.map((r) => [r.status, r.n]));
}

/** Changed and struck labels that a second reader or a lead confirmed. */
async function countConfirmed(sql: Sql, datasetId: number): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from sample_state
    where dataset_id = ${datasetId} and confirmed and status in ('changed', 'no_class')`;
  return row?.n ?? 0;
}
