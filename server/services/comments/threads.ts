import type { Ctx } from '#/server/context.ts';
import type { ThreadView } from '#/server/domain/talkViews.ts';
import { readerId } from './visible.ts';

interface Row {
  id: string;
  thread: string;
  sample_id: string;
  user_id: string;
  name: string | null;
  text: string;
  created_at: Date;
  resolved_at: Date | null;
  resolver: string | null;
  mentions: string[];
  unread: boolean;
  edited_at: Date | null;
  deleted_at: Date | null;
  deleted_by: string | null;
  leads: boolean;
}

/** Threads by the ids of their first comments, in that order, as the actor sees them; those of which nothing is left are left out. */
export async function loadThreads(ctx: Pick<Ctx, 'sql' | 'actor'>, ids: readonly string[]): Promise<ThreadView[]> {
  if (ids.length === 0) return [];
  const { sql, actor } = ctx;
  const userId = readerId(ctx);
  const account = actor.kind === 'user' ? actor.role : 'admin';
  const rows = await sql<Row[]>`
    select c.id, coalesce(c.thread_id, c.id) as thread, c.sample_id, c.user_id, u.name, c.text, c.created_at, c.resolved_at,
      v.name as resolver, c.edited_at, c.deleted_at, c.deleted_by,
      (${account} = 'admin' or coalesce(b.role, ${account}) in ('admin', 'lead')) as leads,
      array(select p.name from mention m join "user" p on p.id = m.user_id where m.comment_id = c.id order by p.name) as mentions,
      exists (select from mention m where m.comment_id = c.id and m.user_id = ${userId} and m.read_at is null) as unread
    from comment c left join "user" u on u.id = c.user_id left join "user" v on v.id = c.resolved_by
    left join membership b on b.dataset_id = c.dataset_id and b.user_id = ${userId}
    where c.id = any(${ids}::bigint[]) or c.thread_id = any(${ids}::bigint[]) order by c.id`;
  const found = new Map<string, ThreadView>();
  for (const r of rows) {
    const thread = found.get(r.thread) ?? {
      id: r.thread,
      sampleId: r.sample_id,
      comments: [],
      resolved: r.resolved_at ? { by: r.resolver ?? 'someone', at: r.resolved_at.toISOString() } : null,
      unread: false,
    };
    thread.comments.push({
      id: r.id,
      by: r.name ?? 'someone',
      mine: r.user_id === userId,
      text: r.text,
      at: r.created_at.toISOString(),
      mentions: r.mentions,
      edited: r.edited_at?.toISOString() ?? null,
      deleted: r.deleted_at ? (r.deleted_by === r.user_id ? 'author' : 'lead') : null,
      mayEdit: r.user_id === userId && r.deleted_at === null,
      mayDelete: (r.user_id === userId || r.leads) && r.deleted_at === null,
    });
    thread.unread ||= r.unread;
    found.set(r.thread, thread);
  }
  return ids.flatMap((id) => {
    const thread = found.get(id);
    return thread?.comments.some((c) => c.deleted === null) ? [thread] : [];
  });
}
