import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { dataset, datasetClass, event } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type DatasetSettings, datasetSettingsSchema } from '#/server/domain/settings.ts';
import type { DatasetView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { publish } from '#/server/services/live/publish.ts';
import { createRelationQueues } from '#/server/services/rounds/defaultQueues.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
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
  const { row, renewed } = await ctx.db.transaction(async (tx) => {
    const [locked] = await tx.select().from(dataset).where(eq(dataset.id, found.id)).for('update');
    const renewed = typeof given.negativeClass === 'string' && given.negativeClass !== locked!.settings.negativeClass;
    if (renewed) await takeNegativeClass(tx, locked!, given.negativeClass as string);
    const settings = datasetSettingsSchema.parse({ ...locked!.settings, ...given });
    const [changed] = await tx.update(dataset).set({ settings }).where(eq(dataset.id, found.id)).returning();
    await tx.insert(event).values({
      datasetId: found.id,
      userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      kind: 'dataset.settings',
      detail: given,
    });
    return { row: changed!, renewed };
  });
  await publish(ctx.sql, { type: 'decisions', datasetId: row.id });
  // The signals that go by it are computed by a round.
  if (renewed && row.roundId !== null) await requestRound({ ctx, datasetId: row.id, trigger: 'demand' });
  const [view] = await datasetViews(ctx, [row], () => true);
  return view!;
}

async function takeNegativeClass(tx: Tx, set: typeof dataset.$inferSelect, name: string): Promise<void> {
  if (set.task !== 'relation')
    throw new ErrataError('bad_input', 'Only datasets of relations have a class that says that no relation holds.');
  const here = and(eq(datasetClass.datasetId, set.id), eq(datasetClass.name, name), isNull(datasetClass.archivedAt));
  if ((await tx.$count(datasetClass, here)) === 0)
    throw new ErrataError('bad_input', `“${name}” is not a class of this dataset.`);
  if (set.roundId !== null) await createRelationQueues(tx, set.id, name);
}
