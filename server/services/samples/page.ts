import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Status } from '#/server/domain/verdict.ts';
import type { Page, SampleView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { type ClassNames, loadClasses } from '#/server/services/queues/classes.ts';
import { type Fragment, orderValue } from '#/server/services/queues/order.ts';
import { excerptOf } from './content.ts';
import { countMatching } from './count.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type SampleFilter, sampleFilter, textMatches } from './filter.ts';
import { type SampleRow, sampleView } from './view.ts';

/** Characters of a text shown in a list. */
const excerpt = 400;
/** Samples a search looks through at a time, and how long it goes on before it hands back what it has, in ms. */
const window = 20_000;
const patience = 1500;

interface PageInput extends SampleFilter {
  slug: string;
  cursor?: string;
  limit: number;
  search?: string;
  status?: Status;
  sort: string;
}

/**
 * One page of samples with their scores. `total` is exact without a search and estimated with one on large sets. A
 * search may hand back a short page with a cursor: there is more to look through.
 */
export async function pageSamples({ ctx, input }: { ctx: Ctx; input: PageInput }): Promise<Page<SampleView>> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const { sql } = ctx;
  const classes = await loadClasses(sql, dataset.id);
  for (const label of [input.given, input.suggested])
    if (label !== undefined && classes.members(label).length === 0)
      throw new ErrataError('bad_input', `“${label}” is not a class of this dataset.`);
  // Before the first round there is nothing to order by but the row.
  const byRow = input.sort === 'row' || dataset.roundId === null;
  const asked: Asked = {
    input,
    datasetId: dataset.id,
    roundId: dataset.roundId,
    value: byRow ? sql`p.row` : orderValue(sql, input.sort),
    byRow,
    classes,
  };
  const [{ items, cursor }, total] = await Promise.all([
    collect(ctx, asked),
    countMatching(ctx, dataset, classes, input),
  ]);
  return { items: items.map((r) => sampleView(r, classes, [], excerpt)), nextCursor: cursor, total };
}

interface Asked {
  input: PageInput;
  datasetId: number;
  roundId: number | null;
  value: Fragment;
  byRow: boolean;
  classes: ClassNames;
}
type Row = SampleRow & { value: number };

/** Goes through the order window by window until the page is full, the order ends, or patience does. */
async function collect(ctx: Ctx, asked: Asked): Promise<{ items: Row[]; cursor: string | null }> {
  const started = performance.now();
  const { limit, search } = asked.input;
  const items: Row[] = [];
  let after = asked.input.cursor === undefined ? null : readCursor(asked.input.cursor);
  for (;;) {
    const wanted = limit - items.length;
    const found = await readWindow(ctx, asked, after, wanted);
    items.push(...found.items);
    const last = items.at(-1);
    if (items.length === limit && last) return { items, cursor: found.more ? writeCursor(last) : null };
    if (!found.end || search === undefined) return { items, cursor: null };
    after = found.end;
    if (performance.now() - started > patience) return { items, cursor: writeCursor(after) };
  }
}

/**
 * The matches of one window after a place in the order.
 * @returns `end`, the window's last place, where there may be more behind it; `more`, whether the page was cut off
 */
async function readWindow(ctx: Ctx, asked: Asked, after: { value: number; id: string } | null, wanted: number) {
  const { sql } = ctx;
  const { input, value, byRow } = asked;
  const direction = byRow ? sql`asc` : sql`desc`;
  const keyset = !after
    ? sql``
    : byRow
      ? sql`and p.row > ${after.value}::int`
      : sql`and (${value} < ${after.value}::real or (${value} = ${after.value}::real and p.id > ${after.id}::bigint))`;
  const size = input.search === undefined ? wanted + 1 : window;
  const rows = await sql<(Row & { last: boolean })[]>`
    with w as materialized (
      select p.id, ${value} as value from sample p
      left join score s on s.round_id = ${asked.roundId} and s.sample_id = p.id
      left join sample_state x on x.sample_id = p.id
      where p.dataset_id = ${asked.datasetId} ${sampleFilter(sql, input, asked.classes)} ${keyset}
      order by ${value} ${direction}, p.id limit ${size}
    ), ends as (select id, value from w order by value ${byRow ? sql`desc` : sql`asc`}, id desc limit 1),
    found as (
      select w.id, w.value, false as last from w join sample p on p.id = w.id
      where true ${textMatches(sql, input.search)} order by w.value ${direction}, w.id limit ${wanted + 1}
    )
    select f.last, f.value, p.id, p.row, p.external_id, p.split, ${excerptOf(sql, sql`p.content`, excerpt)} as content,
      p.given_class, x.status, x.current_class, s.p_given, s.suggested_class, s.p_suggested, s.suspicion, s.signals
    from (select * from found union all select id, value, true from ends where (select count(*) from w) = ${size}) f
    join sample p on p.id = f.id
    left join score s on s.round_id = ${asked.roundId} and s.sample_id = p.id
    left join sample_state x on x.sample_id = p.id
    order by f.last, f.value ${direction}, p.id`;
  const end = rows.find((r) => r.last);
  const items = rows.filter((r) => !r.last);
  return {
    items: items.slice(0, wanted),
    more: items.length > wanted || end !== undefined,
    end: end ? { value: end.value, id: end.id } : null,
  };
}
