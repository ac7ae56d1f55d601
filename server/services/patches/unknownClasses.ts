import { eq } from 'drizzle-orm';
import { job } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { UnknownClasses } from '#/server/domain/benchmarkViews.ts';
import { classOperationSchema } from '#/server/domain/classOperations.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { operateClasses } from '#/server/services/classes/operate.ts';
import type { KnownRows } from '#/server/services/models/rows.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import type { PatchEntry } from './readEntries.ts';

/** More than that are not the classes of a newer version, but a file that belongs elsewhere. */
const most = 200;

/** What a file of corrections says that the dataset does not know: labels on known samples, commonest first, and ids. */
export function unknownIn(entries: readonly PatchEntry[], rows: KnownRows, classes: ClassNames): UnknownClasses {
  const counts = new Map<string, number>();
  let ids = 0;
  for (const { id, label } of entries) {
    if (!rows.byId.has(id)) ids++;
    else if (classes.indexOf(label) === null) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const classesOf = [...counts].map(([label, n]) => ({ label, entries: n }));
  return { classes: classesOf.sort((a, b) => b.entries - a.entries || a.label.localeCompare(b.label)), ids };
}

/** Keeps it with the job, for whoever is asked what to do about it. */
export async function noteUnknown({ db }: Pick<Ctx, 'db'>, jobId: string, unknown: UnknownClasses): Promise<void> {
  const [row] = await db.select({ payload: job.payload }).from(job).where(eq(job.id, jobId));
  await db
    .update(job)
    .set({ payload: { ...row?.payload, unknown: { ...unknown, classes: unknown.classes.slice(0, most) } } })
    .where(eq(job.id, jobId));
}

/** Adds the classes a file brings, each as the operation that a lead would do. @throws ErrataError bad_input for too many */
export async function addUnknownClasses(ctx: Ctx, slug: string, { classes }: UnknownClasses): Promise<void> {
  if (classes.length > most)
    throw new ErrataError(
      'bad_input',
      `The file has ${classes.length.toLocaleString('en')} labels that are no classes here; at most ${most} are added. Is it of another dataset?`,
    );
  for (const { label } of classes) {
    const operation = classOperationSchema.parse({ kind: 'add', name: label });
    await operateClasses({ ctx, input: { slug, operation } });
  }
}
