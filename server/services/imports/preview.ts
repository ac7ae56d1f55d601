import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Task } from '#/server/domain/task.ts';
import type { PreviewView } from '#/server/domain/views.ts';

export async function previewImport(_: { ctx: Ctx; input: { uploadIds: string[]; task?: Task } }): Promise<PreviewView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: previewImport');
}
