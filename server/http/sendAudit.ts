import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Ctx } from '#/server/context.ts';
import { auditFilterSchema } from '#/server/domain/auditFilter.ts';
import { writeAudit } from '#/server/services/auditLog/write.ts';

/** What may be asked of the log as a file. */
export const auditFileSchema = auditFilterSchema.omit({ slug: true, limit: true }).extend({
  format: z.enum(['csv', 'jsonl']).default('jsonl'),
  safe: z
    .enum(['0', '1'])
    .default('0')
    .transform((v) => v === '1'),
});

/** Streams the audit log of a dataset, or of the whole server without one. */
export async function sendAudit(
  ctx: Ctx,
  query: z.infer<typeof auditFileSchema>,
  slug: string | undefined,
): Promise<Response> {
  const text = await writeAudit({ ctx, input: { ...query, slug, limit: 1000 } });
  return new Response(Readable.toWeb(Readable.from(text)) as ReadableStream, {
    headers: {
      'content-type': query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="log${slug ? `-${slug.replace(/[^\w.-]+/g, '_')}` : ''}.${query.format}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}
