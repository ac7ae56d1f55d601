import type { Sql } from 'postgres';
import type { Crowdlab } from '#/ml/crowd/crowdlab.ts';
import type { AgreementView } from '#/server/domain/teamViews.ts';

export interface Candidate {
  id: number;
  /** ActiveLab's, low first. */
  score: number;
  readings: number;
}

interface Wanted {
  roundId: number;
  /** Number of classes. */
  classes: number;
  crowd: Pick<Crowdlab, 'modelWeight' | 'annotatorWeights'>;
  most: number;
}

/** The unread samples that the model is least sure of, on ActiveLab's scale. */
export async function loadUnread(sql: Sql, { roundId, classes, crowd, most }: Wanted): Promise<Candidate[]> {
  const { modelWeight, annotatorWeights } = crowd;
  const rows = await sql<{ id: string; sure: number }[]>`
    select s.sample_id as id, greatest(s.p_given, s.p_suggested) as sure from score s
    where s.round_id = ${roundId} and s.open
      and not exists (select from decision d where d.sample_id = s.sample_id)
    order by greatest(s.p_given, s.p_suggested) limit ${most}`;
  const usual = annotatorWeights.reduce((a, b) => a + b, 0) / Math.max(1, annotatorWeights.length);
  return rows.map((r) => ({
    id: Number(r.id),
    readings: 0,
    score: (r.sure * modelWeight + usual / classes) / (modelWeight + usual),
  }));
}

export async function withExternalIds(sql: Sql, rows: Candidate[]): Promise<AgreementView['next']> {
  const found = await sql<{ id: string; external_id: string }[]>`
    select id, external_id from sample where id = any(${rows.map((r) => r.id)}::bigint[])`;
  const names = new Map(found.map((f) => [Number(f.id), f.external_id]));
  return rows.map(({ id, ...r }) => ({ sampleId: String(id), externalId: names.get(id) ?? String(id), ...r }));
}
