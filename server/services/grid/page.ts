import type { StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { GridPage } from '#/server/domain/gridViews.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { inQueue, orderValue } from '#/server/services/queues/order.ts';
import { remembered } from '#/server/services/queues/remembered.ts';
import { excerptOf, toContentView } from '#/server/services/samples/content.ts';
import { readCursor, writeCursor } from '#/server/services/samples/cursor.ts';
import { toSuggestion } from '#/server/services/samples/suggestion.ts';
import { nearOnPage } from './near.ts';
import { requireGridPlace } from './place.ts';

/** Characters of a text that a tile shows. */
const excerpt = 240;

interface Row {
  id: string;
  row: number;
  external_id: string;
  content: StoredContent;
  p_given: number;
  suggested_class: number;
  p_suggested: number;
  value: number;
}

interface PageInput {
  slug: string;
  given: string;
  queueId?: string;
  cursor?: string;
  limit: number;
}

/**
 * Samples of one class that nobody has decided and nobody else holds, most suspicious first, a page at a time by keyset.
 * @throws ErrataError bad_input for a class that is none; conflict before the first round
 */
export async function gridPage({ ctx, input }: { ctx: Ctx; input: PageInput }): Promise<GridPage> {
  const { dataset, queue } = await requireGridPlace(ctx, input);
  const { sql } = ctx;
  const { roundId } = dataset;
  if (roundId === null) throw new ErrataError('conflict', 'This dataset has no scores yet; open it when it is ready.');
  const classes = await loadClasses(sql, dataset.id);
  const members = classes.members(input.given);
  if (!members.length) throw new ErrataError('bad_input', `“${input.given}” is not a class of this dataset.`);
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : '';
  const value = orderValue(sql, queue?.orderBy ?? 'suspicion');
  const place = queue ? inQueue(sql, queue, classes) : sql`s.open`;
  const matching = sql`
    from score s join sample p on p.id = s.sample_id
    where s.round_id = ${roundId} and ${place} and p.given_class = any(${members}::smallint[])
      and not exists (select from sample_state x where x.sample_id = p.id)`;
  const after = input.cursor === undefined ? null : readCursor(input.cursor);
  const keyset = after
    ? sql`and (${value} < ${after.value}::real or (${value} = ${after.value}::real and p.id > ${after.id}::bigint))`
    : sql``;
  const key = `grid ${JSON.stringify([dataset.id, roundId, dataset.eventSeq, queue?.id, members])}`;
  const [rows, { total }] = await Promise.all([
    sql<Row[]>`
      select p.id, p.row, p.external_id, ${excerptOf(sql, sql`p.content`, excerpt)} as content,
        s.p_given, s.suggested_class, s.p_suggested, ${value} as value
      ${matching} ${keyset}
        and not exists (select from lease l where l.sample_id = p.id and l.ended_at is null and l.expires_at > now()
          and l.user_id <> ${userId})
      order by ${value} desc, p.id limit ${input.limit + 1}`,
    remembered(sql, key, async () => {
      const [row] = await sql<{ total: number }[]>`select count(*)::int as total ${matching}`;
      return { total: row?.total ?? 0 };
    }),
  ]);
  const shown = rows.slice(0, input.limit);
  const near = await nearOnPage(sql, dataset.id, shown);
  const last = shown.at(-1);
  return {
    items: shown.map((r) => ({
      id: r.id,
      externalId: r.external_id,
      content: toContentView(r.id, r.content, excerpt),
      suggestion: toSuggestion(classes, r.suggested_class, r.p_suggested, r.p_given),
      pGiven: r.p_given,
      near: near.get(r.row) ?? [],
    })),
    nextCursor: rows.length > shown.length && last ? writeCursor(last) : null,
    total,
  };
}
