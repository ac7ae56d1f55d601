import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { dataset, datasetClass, event } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type DatasetSettings, datasetSettingsSchema } from '#/server/domain/settings.ts';
import type { DatasetView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { publish } from '#/server/services/live/publish.ts';
import { datasetViews } from './view.ts';

/** Changes the given settings and leaves the others; the audit log notes it. @throws ErrataError bad_input for a class that is not there */
export async function updateSettings({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; settings: Partial<DatasetSettings> };
}): Promise<DatasetView> {
  const { dataset: found } = await requireDataset(ctx, input.slug, 'lead');
  const given = Object.fromEntries(Object.entries(input.settings).filter(([, value]) => value !== undefined));
  const row = await ctx.db.transaction(async (tx) => {
    const [locked] = await tx.select().from(dataset).where(eq(dataset.id, found.id)).for('update');
    await requireClass(tx, found.id, given.negativeClass);
    const settings = datasetSettingsSchema.parse({ ...locked!.settings, ...given });
    const [changed] = await tx.update(dataset).set({ settings }).where(eq(dataset.id, found.id)).returning();
    await tx.insert(event).values({
      datasetId: found.id,
      userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      kind: 'dataset.settings',
      detail: given,
    });
    return changed!;
  });
  await publish(ctx.sql, { type: 'decisions', datasetId: row.id });
  const [view] = await datasetViews(ctx, [row]);
  return view!;
}

async function requireClass(tx: Tx, datasetId: number, name: unknown): Promise<void> {
  if (typeof name !== 'string') return;
  const here = and(eq(datasetClass.datasetId, datasetId), eq(datasetClass.name, name), isNull(datasetClass.archivedAt));
  if ((await tx.$count(datasetClass, here)) === 0)
    throw new ErrataError('bad_input', `“${name}” is not a class of this dataset.`);
}
