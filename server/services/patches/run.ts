import { and, eq, isNull } from 'drizzle-orm';
import { dataset, job, patch } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { onDisk } from '#/server/services/imports/inputFiles.ts';
import { ProblemList } from '#/server/services/imports/problems.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { notice } from '#/server/services/live/publish.ts';
import { knownRows } from '#/server/services/models/rows.ts';
import { unpacked } from '#/server/services/models/unpacked.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { appendEvents } from './append.ts';
import { matchEntries } from './match.ts';
import { readEntries } from './readEntries.ts';
import type { PatchFile } from './start.ts';

/**
 * The body of the job `patch`: checks the whole file, then appends one decision per entry by an import reader, in one
 * transaction under the dataset's lock, and asks for a round. A file that is imported already changes nothing.
 * @throws ErrataError bad_input with file and line: nothing is stored then
 */
export async function runPatchImport({ ctx, run }: { ctx: Ctx; run: JobRun }): Promise<void> {
  const { datasetId, jobId, progress, signal } = run;
  const { file, partial, createdBy } = run.payload as unknown as PatchFile;
  const [set] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
  if (!set) throw new ErrataError('not_found', 'The dataset was removed before the corrections were added.');
  const [known] = await ctx.db
    .select()
    .from(patch)
    .where(and(eq(patch.datasetId, datasetId), eq(patch.sha256, file.sha256), isNull(patch.retractedAt)));
  if (known) {
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
  const classes = await loadClasses(ctx.sql, datasetId);
  const { matched, leftOut } = matchEntries(read.entries, { rows, classes, file: file.name, partial }, problems);
  if (problems.count > 0) throw problems.error();
  if (matched.length === 0) throw new ErrataError('bad_input', `${file.name} holds no correction for this dataset.`);
  signal.throwIfAborted();
  progress(0.4, `Storing ${matched.length.toLocaleString('en')} decisions`);
  const said = matched.map(({ sampleId, given, label }) => ({
    sampleId,
    given,
    event:
      given !== null && classes.current(given) === label
        ? { verdict: 'keep' as const, label: null }
        : { verdict: 'relabel' as const, label },
  }));
  const kept = said.filter((s) => s.event.verdict === 'keep').length;
  await ctx.sql.begin(async (tx) => {
    const [at] = await tx<{ seq: number; now: Date }[]>`
      select event_seq as seq, clock_timestamp() as now from dataset where id = ${datasetId} for no key update`;
    // The job's own id: run again after a kill, it finds the patch above and does nothing.
    const counts = { entries: read.entries.length, changed: said.length - kept, kept, contradicted: 0, leftOut };
    await tx`
      insert into patch (id, dataset_id, name, sha256, format, counts, created_by)
      values (${jobId}, ${datasetId}, ${file.name}, ${file.sha256}, ${read.format}, ${tx.json(counts)}, ${createdBy})`;
    const log = { datasetId, patchId: jobId, classes, seq: at!.seq, now: at!.now };
    const { contradicted } = await appendEvents(tx, log, said);
    await tx`update patch set counts = ${tx.json({ ...counts, contradicted })} where id = ${jobId}`;
    await notice(tx, { type: 'decisions', datasetId });
  });
  await requestRound({ ctx, datasetId, trigger: 'demand' });
  progress(1, `${said.length.toLocaleString('en')} corrections are stored.`);
}
