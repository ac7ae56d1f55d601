import { and, desc, eq, isNull } from 'drizzle-orm';
import { dataset, event, guideline, type PinnedExample } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type DatasetRow, requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { partIndex } from './parts.ts';

export interface SaveGuideline {
  slug: string;
  /** Null: what holds for every class. */
  label: string | null;
  text: string;
  examples: PinnedExample[];
  note: string;
  /** The version of this part that was on the screen; somebody else's change in between refuses the save. */
  basedOn: number;
}

/**
 * Puts a new text in force. The old one stays, and decisions taken under it say so.
 * @throws ErrataError conflict when the part has changed since, bad_input for a sample of another dataset
 */
export async function saveGuideline({ ctx, input }: { ctx: Ctx; input: SaveGuideline }): Promise<{ version: number }> {
  const { dataset: found } = await requireDataset(ctx, input.slug, 'lead');
  await requireSamples(
    ctx,
    found,
    input.examples.map((e) => e.sampleId),
  );
  const index = partIndex(await loadClasses(ctx.sql, found.id), input.label);
  return writePart(ctx, found, index, (now) => {
    if (now.version !== input.basedOn)
      throw new ErrataError('conflict', 'Somebody changed this guideline meanwhile. Load it again, then add yours.');
    return { text: input.text, examples: input.examples, note: input.note };
  });
}

type Part = Pick<typeof guideline.$inferSelect, 'version' | 'text' | 'examples'>;

/** The next version of one part, made from the one in force under the dataset's lock, so that numbers have no gaps. */
export async function writePart(
  ctx: Ctx,
  found: DatasetRow,
  index: number | null,
  change: (now: Part) => { text: string; examples: PinnedExample[]; note: string },
): Promise<{ version: number }> {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return ctx.db.transaction(async (tx) => {
    const [locked] = await tx
      .select({ version: dataset.guidelineVersion })
      .from(dataset)
      .where(eq(dataset.id, found.id))
      .for('no key update');
    const part = index === null ? isNull(guideline.classIndex) : eq(guideline.classIndex, index);
    const [now] = await tx
      .select({ version: guideline.version, text: guideline.text, examples: guideline.examples })
      .from(guideline)
      .where(and(eq(guideline.datasetId, found.id), part))
      .orderBy(desc(guideline.version))
      .limit(1);
    const next = change(now ?? { version: 0, text: '', examples: [] });
    const version = (locked?.version ?? 0) + 1;
    await tx.insert(guideline).values({ datasetId: found.id, version, classIndex: index, ...next, createdBy: userId });
    await tx.update(dataset).set({ guidelineVersion: version }).where(eq(dataset.id, found.id));
    await tx.insert(event).values({
      datasetId: found.id,
      userId,
      kind: 'guideline.saved',
      detail: { version, class: index, note: next.note },
    });
    return { version };
  });
}

async function requireSamples(ctx: Ctx, found: DatasetRow, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await ctx.sql<{ id: string }[]>`
    select id from sample where id = any(${ids}::bigint[]) and dataset_id = ${found.id}`;
  if (rows.length !== new Set(ids).size)
    throw new ErrataError('bad_input', 'An example is not a sample of this dataset.');
}
