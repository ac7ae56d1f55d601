import type { StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { GridPage } from '#/server/domain/gridViews.ts';
import { remembered } from '#/server/services/queues/remembered.ts';
import { excerptOf, toContentView } from '#/server/services/samples/content.ts';
import { readCursor, writeCursor } from '#/server/services/samples/cursor.ts';
import { toSuggestion } from '#/server/services/samples/suggestion.ts';
import { nearOnPage } from './near.ts';
import { type GridInput, gridSamples } from './samples.ts';

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

/**
 * Samples of one class that nobody has decided and nobody else holds, most suspicious first, a page at a time by keyset.
 * @throws ErrataError bad_input for a class that is none; conflict before the first round
 */
export async function gridPage({ ctx, input }: { ctx: Ctx; input: GridInput }): Promise<GridPage> {
  const { sql } = ctx;
  const { dataset, classes, value, matching, keyset, key } = await gridSamples(
    ctx,
    input,
    input.cursor === undefined ? null : readCursor(input.cursor),
  );
  const [rows, { total }] = await Promise.all([
    sql<Row[]>`
      select p.id, p.row, p.external_id, ${excerptOf(sql, sql`p.content`, excerpt)} as content,
        s.p_given, s.suggested_class, s.p_suggested, ${value} as value
      ${matching} ${keyset} order by ${value} desc, p.id limit ${input.limit + 1}`,
    remembered(sql, `grid ${key}`, async () => {
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
