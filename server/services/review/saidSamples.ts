import type { ISql } from 'postgres';
import type { DecisionInput } from '#/server/domain/decision.ts';
import type { Role } from '#/server/domain/role.ts';

/** One decision of a request, at its place. */
export type Said = { at: number; input: DecisionInput };

interface KnownRow {
  id: string;
  dataset_id: number;
  given_class: number | null;
  key: string | null;
  member_role: Role | null;
}

interface KnownSample {
  datasetId: number;
  given: number | null;
  memberRole: Role | null;
}

/** What decisions are about. */
export interface SaidSamples {
  /** By id; those that are not there are missing. */
  samples: Map<number, KnownSample>;
  idOf(d: DecisionInput): number;
  of(d: DecisionInput): KnownSample | undefined;
}

/** Reads the samples the decisions are about, with the reader's membership of their dataset; of a retract, its target's. */
export function saidStatement(sql: ISql, userId: string, said: readonly Said[]) {
  return sql<KnownRow[]>`
    select t.*, m.role as member_role from (
      select id, dataset_id, given_class, null as key from sample where id = any(${said.map((s) => s.input.sampleId)}::bigint[])
      union all
      select s.id, s.dataset_id, s.given_class, d.client_key from decision d join sample s on s.id = d.sample_id
      where d.user_id = ${userId} and d.client_key = any(${said.flatMap((s) => s.input.of ?? [])}::text[])
    ) t left join membership m on m.dataset_id = t.dataset_id and m.user_id = ${userId}`;
}

export function toSaidSamples(rows: readonly KnownRow[]): SaidSamples {
  const samples = new Map(
    rows.map((r) => [Number(r.id), { datasetId: r.dataset_id, given: r.given_class, memberRole: r.member_role }]),
  );
  const targets = new Map(rows.flatMap((r) => (r.key === null ? [] : [[r.key, Number(r.id)]])));
  // A retract of something in this very request has no stored target yet: its own sampleId names the dataset.
  const idOf = (d: DecisionInput) => (d.of === undefined ? undefined : targets.get(d.of)) ?? Number(d.sampleId);
  return { samples, idOf, of: (d) => samples.get(idOf(d)) };
}
