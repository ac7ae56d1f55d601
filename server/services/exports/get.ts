import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ExportView } from '#/server/domain/views.ts';

export async function getExport(_: { ctx: Ctx; input: { id: string } }): Promise<ExportView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: getExport');
}
