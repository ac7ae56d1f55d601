import type { Ctx } from '#/server/context.ts';
import type { SampleTalk } from '#/server/domain/talkViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadThreads } from './threads.ts';
import { hasWords, mayRead, readerId } from './visible.ts';

/** What people say to each other about a sample, as far as this reader may know it before deciding. */
export async function sampleTalk({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; sampleId: string };
}): Promise<SampleTalk> {
  const { dataset, role } = await requireDataset(ctx, input.slug, 'read');
  const { sql } = ctx;
  const userId = readerId(ctx);
  const rows = await sql<{ id: string; may: boolean }[]>`
    select t.id, ${mayRead(sql, role, userId)} as may from comment t
    where t.sample_id = ${input.sampleId} and t.dataset_id = ${dataset.id} and t.thread_id is null and ${hasWords(sql)} order by t.id`;
  const ids = rows.filter((r) => r.may).map((r) => r.id);
  return { threads: await loadThreads(ctx, ids), withheld: rows.length - ids.length };
}
