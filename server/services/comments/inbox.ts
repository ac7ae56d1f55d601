import type { StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { TalkItem } from '#/server/domain/talkViews.ts';
import { requireCapability } from '#/server/services/accounts/require.ts';
import { excerptOf, toContentView } from '#/server/services/samples/content.ts';
import { loadThreads } from './threads.ts';
import { hasWords, mayRead, readerId, takesPart } from './visible.ts';

/** Characters of a sample's text beside its thread. */
const excerpt = 300;

export type TalkShown = 'mine' | 'open' | 'resolved';

/**
 * Threads over all datasets, the latest first: those one takes part in, or all that one may read, open or resolved.
 * @param input.before a thread's id; the page after it
 */
export async function listTalk({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { show: TalkShown; slug?: string; before?: string; limit: number };
}): Promise<TalkItem[]> {
  requireCapability(ctx, 'read');
  const { sql, actor } = ctx;
  const userId = readerId(ctx);
  const account = actor.kind === 'user' ? actor.role : 'admin';
  // The role on each thread's dataset, as requireRole has it.
  const inspects = sql`(${account} = 'admin' or coalesce(b.role, ${account}) in ('admin', 'lead', 'viewer'))`;
  const shown = {
    mine: sql`${takesPart(sql, userId)}`,
    open: sql`t.resolved_at is null`,
    resolved: sql`t.resolved_at is not null`,
  }[input.show];
  const rows = await sql<
    { id: string; sample_id: string; external_id: string; slug: string; name: string; content: StoredContent }[]
  >`
    select t.id, t.sample_id, p.external_id, s.slug, s.name, ${excerptOf(sql, sql`p.content`, excerpt)} as content
    from comment t join dataset s on s.id = t.dataset_id join sample p on p.id = t.sample_id
    left join membership b on b.dataset_id = t.dataset_id and b.user_id = ${userId}
    where t.thread_id is null and ${hasWords(sql)} and ${shown} and (${inspects} or ${mayRead(sql, 'annotator', userId)})
      ${input.slug === undefined ? sql`` : sql`and s.slug = ${input.slug}`}
      ${input.before === undefined ? sql`` : sql`and t.id < ${input.before}::bigint`}
    order by t.id desc limit ${input.limit}`;
  const threads = await loadThreads(
    ctx,
    rows.map((r) => r.id),
  );
  return threads.flatMap((thread) => {
    const r = rows.find((row) => row.id === thread.id);
    if (!r) return [];
    return [
      {
        ...thread,
        dataset: { slug: r.slug, name: r.name },
        sample: { externalId: r.external_id, content: toContentView(r.sample_id, r.content, excerpt) },
      },
    ];
  });
}
