import { eq } from 'drizzle-orm';
import { dataset, event } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { type DatasetSettings, datasetSettingsSchema } from '#/server/domain/settings.ts';
import type { DatasetView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { publish } from '#/server/services/live/publish.ts';
import { datasetViews } from './view.ts';

/** Changes the given settings and leaves the others; the audit log notes it. */
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
