import type { Sql } from 'postgres';

/** A sample to be asked about, most doubted first. */
export interface Candidate {
  id: number;
  image: string;
  caption: string | null;
  given: number;
}

/** Samples in pages of this size while a run reads them. */
export const pageSize = 100;

interface Which {
  datasetId: number;
  roundId: number;
  model: string;
  /** Chooses among names and needs no questions. */
  chooses: boolean;
  limit: number;
  /** Samples of classes whose questions are yet to be written count too. */
  planned?: boolean;
}

/**
 * The open samples with a picture and a given label whose evidence is missing or was made with other questions or another
 * model: the cascade, by falling suspicion.
 */
export async function candidateIds(
  sql: Sql,
  { datasetId, roundId, model, chooses, limit, planned = false }: Which,
): Promise<number[]> {
  const rows = await sql<{ id: string }[]>`
    select p.id from score s
    join sample p on p.id = s.sample_id
    left join question_set q on q.retired_at is null and q.dataset_id = ${datasetId}
      and case when p.content ? 'caption' then q.sample_id = p.id else q.class_index = p.given_class end
    left join consistency c on c.sample_id = p.id and c.model = ${model} and (${chooses} or c.set_id = q.id)
    where s.round_id = ${roundId} and s.open and p.given_class is not null and p.content ? 'sha256'
      and c.sample_id is null and (${chooses || planned} or q.id is not null or p.content ? 'caption')
    order by s.suspicion desc, s.sample_id limit ${limit}`;
  return rows.map((r) => Number(r.id));
}

/** The samples themselves, in the order of the ids. */
export async function readCandidates(sql: Sql, ids: number[]): Promise<Candidate[]> {
  const rows = await sql<{ id: string; image: string; caption: string | null; given: number }[]>`
    select id, content->>'sha256' as image, content->>'caption' as caption, given_class as given
    from sample where id = any(${ids}::bigint[])`;
  const byId = new Map(rows.map((r) => [Number(r.id), { ...r, id: Number(r.id) }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
