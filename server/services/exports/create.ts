import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ExportFormat, ExportPolicy, ExportView } from '#/server/domain/views.ts';

export async function createExport(_: { ctx: Ctx; input: { slug: string; format: ExportFormat; policy: ExportPolicy } }): Promise<ExportView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: createExport');
}
