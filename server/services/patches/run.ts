import { and, eq, isNull } from 'drizzle-orm';
import { dataset, job, patch } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { onDisk } from '#/server/services/imports/inputFiles.ts';
import { ProblemList } from '#/server/services/imports/problems.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { knownRows } from '#/server/services/models/rows.ts';
import { unpacked } from '#/server/services/models/unpacked.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { importReader, writePatchEvents } from './append.ts';
import { matchEntries } from './match.ts';
import { readEntries } from './readEntries.ts';
import type { PatchFile } from './start.ts';
import { addUnknownClasses, noteUnknown, unknownIn } from './unknownClasses.ts';

/**
 * The body of the job `patch`: checks the whole file, then appends one decision per entry by an import reader, some hundred
 * at a time, and asks for a round. Killed anywhere and run again it goes on where it was. A file that is imported already
 * changes nothing.
 * @throws ErrataError bad_input with file and line: nothing is stored then
 */
export async function runPatchImport({ ctx, run }: { ctx: Ctx; run: JobRun }): Promise<void> {
  const { datasetId, jobId, progress, signal } = run;
  const { file, partial, addClasses, createdBy } = run.payload as unknown as PatchFile;
  const [set] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
  if (!set) throw new ErrataError('not_found', 'The dataset was removed before the corrections were added.');
  const [known] = await ctx.db
    .select()
    .from(patch)
    .where(and(eq(patch.datasetId, datasetId), eq(patch.sha256, file.sha256), isNull(patch.retractedAt)));
  if (known && known.id !== jobId) {
    const message = `${file.name} is imported already, as “${known.name}”; nothing changed.`;
    await ctx.db
      .update(job)
      .set({ problems: [{ message }] })
      .where(eq(job.id, jobId));
    return;
  }
  progress(0.05, 'Reading the corrections');
  const problems = new ProblemList();
  const [stored] = await onDisk(ctx, [file]);
  const opened = await unpacked(stored!);
  const read = await readEntries(opened, problems).finally(opened.done);
  const rows = await knownRows(ctx.sql, datasetId, set.samples);
  let classes = await loadClasses(ctx.sql, datasetId);
  const unknown = unknownIn(read.entries, rows, classes);
  if (addClasses && unknown.classes.length > 0 && (partial || unknown.ids === 0)) {
    await addUnknownClasses(ctx, set.slug, unknown);
    classes = await loadClasses(ctx.sql, datasetId);
  }
  const { matched, leftOut } = matchEntries(read.entries, { rows, classes, file: file.name, partial }, problems);
  if (problems.count > 0) {
    await noteUnknown(ctx, jobId, unknown);
    throw problems.error();
  }
  if (matched.length === 0) throw new ErrataError('bad_input', `${file.name} holds no correction for this dataset.`);
  const events = matched.map(({ sampleId, given, label }) => {
    const keeps = given !== null && classes.current(given) === label;
    const verdict = keeps ? ('keep' as const) : ('relabel' as const);
    return { sampleId, verdict, label: keeps ? null : label, clientKey: `import-${sampleId}`, retracts: null };
  });
  const kept = events.filter((e) => e.verdict === 'keep').length;
  const counts = { entries: read.entries.length, changed: events.length - kept, kept, contradicted: 0, leftOut };
  // The job's own id: run again after a kill, it finds this row and goes on where it was.
  const row = { id: jobId, datasetId, name: file.name, sha256: file.sha256, format: read.format, counts, createdBy };
  await ctx.db.insert(patch).values(row).onConflictDoNothing();
  const onChunk = (done: number) =>
    progress(0.3 + (0.65 * done) / events.length, `Stored ${done.toLocaleString('en')} decisions`);
  await writePatchEvents(ctx, { datasetId, patchId: jobId, onChunk, signal }, events);
  const contradicted = await countContradicted(ctx, jobId);
  await ctx.db
    .update(patch)
    .set({ counts: { ...counts, contradicted } })
    .where(eq(patch.id, jobId));
  await requestRound({ ctx, datasetId, trigger: 'demand' });
  progress(1, `${events.length.toLocaleString('en')} corrections are stored.`);
}

/** Entries against which readers here have decided. */
async function countContradicted({ sql }: Pick<Ctx, 'sql'>, patchId: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from decision d join sample_state x on x.sample_id = d.sample_id
    where d.user_id = ${importReader(patchId)} and d.verdict <> 'retract' and not x.imported and x.status <> 'open'
      and case d.verdict when 'keep' then x.status <> 'kept' else x.current_class is distinct from d.label end`;
  return row?.n ?? 0;
}
