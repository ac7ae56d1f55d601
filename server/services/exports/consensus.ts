import type { Sql } from 'postgres';
import { type DecisionEvent, type FoldedState, standing } from '#/server/domain/currentLabel.ts';
import { consensusBy, toCrowd } from '#/server/services/agreement/crowd.ts';
import { loadProbabilities } from '#/server/services/agreement/model.ts';
import { loadReadings } from '#/server/services/agreement/readings.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import type { ExportVersion } from './rows.ts';

/** The class that the version's method makes of every sample with several readings of a class. Empty: votes decide. */
export async function consensusOf(
  sql: Sql,
  { datasetId, watermark, roundId, policy }: Pick<ExportVersion, 'datasetId' | 'watermark' | 'roundId' | 'policy'>,
  classes: ClassNames,
): Promise<Map<number, number>> {
  if (policy.consensus === undefined) return new Map();
  const samples = await loadReadings(sql, { datasetId, watermark }, classes);
  const crowd = toCrowd(samples, classes.names.length);
  const { sampleIds } = crowd;
  if (sampleIds.length === 0) return new Map();
  const label = consensusBy(policy.consensus, crowd, await loadProbabilities(sql, { roundId, sampleIds, classes }));
  const several = new Set(
    samples.filter((s) => s.readings.filter((r) => r.label !== null).length > 1).map((s) => s.sampleId),
  );
  return new Map(sampleIds.flatMap((id, i) => (several.has(id) ? [[id, label[i]!] as const] : [])));
}

/**
 * A method's class in place of the votes'. What a lead has decided, what readers take out, and what waits for more
 * readers stands.
 */
export function byMethod(
  state: FoldedState | null,
  { label, given, events }: { label: number | undefined; given: number | null; events: readonly DecisionEvent[] },
): FoldedState | null {
  if (state === null || label === undefined || state.consensus === 'pending') return state;
  if (state.status === 'excluded' || state.status === 'no_class' || state.status === 'ambiguous') return state;
  if (standing(events).some((e) => e.kind === 'adjudication')) return state;
  return { ...state, status: label === given ? 'kept' : 'changed', currentClass: label };
}
