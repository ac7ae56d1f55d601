import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ExportView } from '#/server/domain/views.ts';

export async function listExports(_: { ctx: Ctx; input: { slug: string } }): Promise<ExportView[]> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: listExports');
}
