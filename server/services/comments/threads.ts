import type { ISql } from 'postgres';
import type { ThreadView } from '#/server/domain/talkViews.ts';

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
}

/** Threads by the ids of their first comments, in that order; `userId` is whose they are read for. */
export async function loadThreads(sql: ISql, ids: readonly string[], userId: string): Promise<ThreadView[]> {
  if (ids.length === 0) return [];
  const rows = await sql<Row[]>`
    select c.id, coalesce(c.thread_id, c.id) as thread, c.sample_id, c.user_id, u.name, c.text, c.created_at, c.resolved_at,
      v.name as resolver,
      array(select p.name from mention m join "user" p on p.id = m.user_id where m.comment_id = c.id order by p.name) as mentions,
      exists (select from mention m where m.comment_id = c.id and m.user_id = ${userId} and m.read_at is null) as unread
    from comment c left join "user" u on u.id = c.user_id left join "user" v on v.id = c.resolved_by
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
    });
    thread.unread ||= r.unread;
    found.set(r.thread, thread);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
