import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import { type ClassNames, loadClasses } from '#/server/services/queues/classes.ts';
import { type Fragment, inQueue, orderValue } from '#/server/services/queues/order.ts';
import type { Cursor } from '#/server/services/samples/cursor.ts';
import { requireGridPlace } from './place.ts';

export interface GridInput {
  slug: string;
  given: string;
  queueId?: string;
  cursor?: string;
  limit: number;
}

interface GridSamples {
  dataset: DatasetRow;
  classes: ClassNames;
  /** What the order ranks by, highest first; ties by `p.id`. */
  value: Fragment;
  /** From `score s` and `sample p` on: one class, undecided, not held by anybody else. */
  matching: Fragment;
  /** Behind the cursor. */
  keyset: Fragment;
  /** Names what matches: the same as long as nothing is decided and no round is published. */
  key: string;
}

/** @throws ErrataError forbidden; bad_input for a class that is none; conflict before the first round */
export async function gridSamples(ctx: Ctx, input: GridInput, after: Cursor | null): Promise<GridSamples> {
  const { dataset, queue } = await requireGridPlace(ctx, input);
  const { sql } = ctx;
  const { roundId } = dataset;
  if (roundId === null) throw new ErrataError('conflict', 'This dataset has no scores yet; open it when it is ready.');
  const classes = await loadClasses(sql, dataset.id);
  const members = classes.members(input.given);
  if (!members.length) throw new ErrataError('bad_input', `“${input.given}” is not a class of this dataset.`);
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : '';
  const value = orderValue(sql, queue?.orderBy ?? 'suspicion');
  return {
    dataset,
    classes,
    value,
    matching: sql`
      from score s join sample p on p.id = s.sample_id
      where s.round_id = ${roundId} and ${queue ? inQueue(sql, queue, classes) : sql`s.open`}
        and p.given_class = any(${members}::smallint[])
        and not exists (select from sample_state x where x.sample_id = p.id)
        and not exists (select from lease l where l.sample_id = p.id and l.ended_at is null and l.expires_at > now()
          and l.user_id <> ${userId})`,
    keyset: after
      ? sql`and (${value} < ${after.value}::real or (${value} = ${after.value}::real and p.id > ${after.id}::bigint))`
      : sql``,
    key: JSON.stringify([dataset.id, roundId, dataset.eventSeq, queue?.id, members]),
  };
}
