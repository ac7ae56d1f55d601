import type { ISql } from 'postgres';

/**
 * Gives back what was taken and decided in the meantime, by others or by the reader in another window: a draw sees the
 * samples as they were when it began.
 * @param ids of leases just drawn
 * @returns a statement for those of them that are over
 */
export function releaseSettled(tx: ISql, ids: string[]) {
  return tx<{ id: string }[]>`
    update lease l set ended_at = now(), ended_by = 'released'
    where l.id = any(${ids}::text[]) and l.ended_at is null
      and exists (
        select from sample_state x where x.sample_id = l.sample_id and (x.status <> 'open' and not (l.audit and (x.bulk or x.imported)) or x.consensus = 'conflict' or exists (
          select from decision d where d.sample_id = l.sample_id and d.user_id = l.user_id and d.verdict <> 'retract' and d.bulk is null
            and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id))))
    returning l.id`;
}
