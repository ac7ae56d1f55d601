import type { Ctx } from '#/server/context.ts';
import type { GridOrder } from '#/server/domain/gridViews.ts';
import { readCursor, writeCursor } from '#/server/services/samples/cursor.ts';
import { type GridInput, gridSamples } from './samples.ts';

/**
 * Ids of the samples of a grid in their order, thousands at a time: a wall of pictures needs no more to be laid out.
 * @throws ErrataError as `gridPage`
 */
export async function gridOrder({ ctx, input }: { ctx: Ctx; input: GridInput }): Promise<GridOrder> {
  const { sql } = ctx;
  const { value, matching, keyset } = await gridSamples(ctx, input, input.cursor ? readCursor(input.cursor) : null);
  const rows = await sql<{ id: string; value: number }[]>`
    select p.id, ${value} as value ${matching} ${keyset} order by ${value} desc, p.id limit ${input.limit + 1}`;
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    ids: shown.map((r) => r.id),
    nextCursor: rows.length > shown.length && last ? writeCursor(last) : null,
  };
}
