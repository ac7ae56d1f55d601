import type { ISql } from 'postgres';
import { isOver } from './answered.ts';

/**
 * Gives back what was taken and decided in the meantime, by others or by the reader in another window: a draw sees the
 * samples as they were when it began.
 * @param ids of leases just drawn
 * @returns a statement for those of them that are over
 */
export function releaseSettled(tx: ISql, ids: string[]) {
  const settled = tx`(x.status <> 'open' and not (l.audit and (x.bulk or x.imported)))`;
  return tx<{ id: string }[]>`
    update lease l set ended_at = now(), ended_by = 'released'
    where l.id = any(${ids}::text[]) and l.ended_at is null
      and ${isOver(tx, tx`l.sample_id`, tx`l.user_id`, { settled, singly: true })}
    returning l.id`;
}
