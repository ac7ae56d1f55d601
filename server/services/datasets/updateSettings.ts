import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { DatasetSettings } from '#/server/domain/settings.ts';
import type { DatasetView } from '#/server/domain/views.ts';

export async function updateSettings(_: { ctx: Ctx; input: { slug: string; settings: Partial<DatasetSettings> } }): Promise<DatasetView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: updateSettings');
}
