import type { ISql } from 'postgres';
import type { Ctx } from '#/server/context.ts';
import { type Role, roleHas } from '#/server/domain/role.ts';
import type { Fragment } from '#/server/services/queues/order.ts';

/** The reader's own id; of the system, nobody's. */
export const readerId = (ctx: Pick<Ctx, 'actor'>): string => (ctx.actor.kind === 'user' ? ctx.actor.userId : '');

/** Has this reader a decision on the sample that was not taken back? */
export function hasDecided(sql: ISql, sampleId: Fragment, userId: string): Fragment {
  return sql`exists (
    select from decision d where d.sample_id = ${sampleId} and d.user_id = ${userId} and d.verdict <> 'retract'
      and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id))`;
}

/** Is anything left of the thread that begins with comment `t`? */
export const hasWords = (sql: ISql): Fragment =>
  sql`exists (select from comment c where (c.id = t.id or c.thread_id = t.id) and c.deleted_at is null)`;

/** Did this reader write in the thread that begins with comment `t`, or is named in it? */
export function takesPart(sql: ISql, userId: string): Fragment {
  return sql`exists (
    select from comment c left join mention m on m.comment_id = c.id and m.user_id = ${userId}
    where (c.id = t.id or c.thread_id = t.id) and c.deleted_at is null and (c.user_id = ${userId} or m.user_id is not null))`;
}

/**
 * Condition on a thread's first comment `t`: who only reviews sees what others say about a sample after deciding on it,
 * or where they take part, so that nobody is told an answer before giving one.
 */
export function mayRead(sql: ISql, role: Role, userId: string): Fragment {
  if (roleHas(role, 'inspect')) return sql`true`;
  return sql`(${hasDecided(sql, sql`t.sample_id`, userId)} or ${takesPart(sql, userId)})`;
}
