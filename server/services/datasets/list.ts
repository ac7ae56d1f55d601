import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { DatasetView } from '#/server/domain/views.ts';

export async function listDatasets(_: { ctx: Ctx; input: void }): Promise<DatasetView[]> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: listDatasets');
}
