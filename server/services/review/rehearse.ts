import type { ReservedSql, Sql } from 'postgres';
import { isLost } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import { auditTurn } from './drawAudit.ts';
import { nextSamples } from './next.ts';

/** So often per connection: then the code that runs is compiled, too. */
const times = 3;
const size = 10;

/**
 * Draws samples for nobody, on every connection of `quick`, and takes all of it back: after a start the first reader would
 * otherwise wait for statements to be planned, pages to be read and code to be compiled, ten times as long as the second.
 * @throws what the database refuses
 */
export async function rehearse(ctx: Omit<Ctx, 'actor'>): Promise<void> {
  const [part] = await ctx.sql<{ queue: number; dataset: number; user: string }[]>`
    select q.id as queue, q.dataset_id as dataset, (select id from "user" order by id limit 1) as user
    from queue q join dataset d on d.id = q.dataset_id join round r on r.id = d.round_id
    where not q.restricted order by r.published_at desc, q.position limit 1`;
  if (!part?.user) return;
  const actor = { kind: 'user', userId: part.user, name: '', role: 'admin' } as const;
  const input = { queueId: String(part.queue), limit: size };
  const reserving = Array.from({ length: ctx.quick.options.max }, () => ctx.quick.reserve());
  const failed: unknown[] = [];
  for (const reserved of await Promise.allSettled(reserving)) {
    if (reserved.status === 'rejected') failed.push(reserved.reason);
    else
      await rehearseOn(reserved.value, part.dataset, (quick) =>
        nextSamples({ ctx: { ...ctx, quick, actor }, input }),
      ).catch((e) => failed.push(e));
  }
  if (failed.length > 0) throw failed[0];
}

/** Whatever happens, what was done is taken back, and the connection given back unless it is lost. */
async function rehearseOn(tx: ReservedSql, datasetId: number, draw: (quick: Sql) => Promise<unknown>): Promise<void> {
  let lost = false;
  try {
    await tx`begin`;
    // First of all: a draw of the audit that waits for leases made here would otherwise be waited for in turn.
    await auditTurn(tx, datasetId);
    for (let i = 0; i < times; i++) await draw(stage(tx));
  } catch (error) {
    lost = isLost(error);
    throw error;
  } finally {
    if (!lost)
      await tx`rollback`.catch(() => {
        lost = true;
      });
    if (!lost) tx.release();
  }
}

/** One connection as if it were all, in one transaction to the end: what runs on it neither ends nor begins another. */
function stage(tx: ReservedSql): Sql {
  const still = new Set(['begin', 'commit']);
  const own: Partial<Record<PropertyKey, unknown>> = { reserve: async () => staged, release: () => {} };
  const staged: ReservedSql = new Proxy(tx, {
    get: (target, key) => own[key] ?? Reflect.get(target, key),
    apply: (target, self, [text, ...values]) =>
      Reflect.apply(
        target,
        self,
        still.has(text?.[0]) && values.length === 0
          ? [Object.assign(['select'], { raw: ['select'] })]
          : [text, ...values],
      ),
  });
  return staged as unknown as Sql;
}
