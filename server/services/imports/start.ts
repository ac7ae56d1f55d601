import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ColumnMap, Task } from '#/server/domain/task.ts';

export async function startImport(_: { ctx: Ctx; input: { uploadIds: string[]; name: string; task?: Task; columns?: ColumnMap; encoder?: string; embeddings?: string; predProbs?: string } }): Promise<{ dataset: string; job: string }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: startImport');
}
