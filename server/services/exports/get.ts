import { eq } from 'drizzle-orm';
import { exportVersion } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ExportView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { exportViews } from './view.ts';

/** One version. @throws ErrataError not_found, or forbidden without the right to inspect its dataset */
export async function getExport({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ExportView> {
  const [found] = await exportViews(ctx, eq(exportVersion.id, input.id));
  if (!found) throw new ErrataError('not_found', `There is no export ${input.id}.`);
  await requireDataset(ctx, { id: found.datasetId }, 'inspect');
  return found.view;
}
