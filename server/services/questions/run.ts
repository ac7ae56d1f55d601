import { eq, sql } from 'drizzle-orm';
import { dataset, datasetClass, questionRun } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { type OpenModel, openModel } from '#/server/services/providers/open.ts';
import { createQueuesFor } from '#/server/services/rounds/defaultQueues.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { askAboutSamples } from './ask.ts';
import { makeAsk } from './asker.ts';
import { writePrompt } from './prompts.ts';
import { Purse, RunHalted } from './purse.ts';
import { loadSets, storeSet } from './sets.ts';
import { openThrottle } from './throttle.ts';
import { askForQuestions } from './writeSet.ts';

type RunRow = typeof questionRun.$inferSelect;

interface Options {
  open?: (ctx: Ctx, datasetId: number) => Promise<OpenModel>;
  backoffMs?: number;
}

/**
 * The job `questions`: carries a run until it is done, paused or out of budget. Killed anywhere and run again, it goes on
 * where the stored answers end. What it found enters the order of review with a round of its own.
 */
export async function runQuestions(
  { ctx, run: job }: { ctx: Ctx; run: JobRun },
  { open = openModel, backoffMs = 1000 }: Options = {},
): Promise<void> {
  const [run] = await ctx.db
    .select()
    .from(questionRun)
    .where(eq(questionRun.id, Number(job.payload.runId)));
  if (run?.state !== 'running') return;
  // What waits for its turn is called off with the first halt; calls under way are answered and stored.
  const halt = new AbortController();
  const waiting = AbortSignal.any([job.signal, halt.signal]);
  try {
    const { model, limits } = await open(ctx, run.datasetId);
    const purse = new Purse(ctx.db, run, limits);
    const throttle = openThrottle(limits, waiting);
    const asking = makeAsk({ db: ctx.db, model, purse, throttle, signal: waiting, backoffMs });
    const ask: typeof asking = async (key, send) => {
      try {
        return await asking(key, send);
      } catch (error) {
        if (error instanceof RunHalted && !halt.signal.aborted) halt.abort(error);
        throw error;
      }
    };
    const missing = await writeMissing({ ctx, run, model, ask, signal: job.signal, progress: job.progress });
    if (run.kind === 'ask') {
      const [set] = await ctx.db.select().from(dataset).where(eq(dataset.id, run.datasetId));
      const { concurrency } = limits;
      await askAboutSamples({
        ctx,
        run,
        roundId: set!.roundId!,
        model,
        ask,
        concurrency,
        signal: job.signal,
        progress: job.progress,
      });
    }
    const note = missing.length
      ? `The model wrote no usable questions for ${missing.join(', ')}; write them yourself.`
      : null;
    await end(ctx, run, { state: 'done', note });
  } catch (error) {
    if (!(error instanceof RunHalted)) throw error;
    await end(ctx, run, error.told ? null : { state: error.state, note: error.message });
    job.progress(1, error.message);
  }
}

/** Is there evidence that the published scores do not know yet? */
async function hasNews(ctx: Pick<Ctx, 'db'>, datasetId: number): Promise<boolean> {
  const [row] = await ctx.db.execute<{ news: boolean }>(sql`
    select exists (select from consistency c where c.dataset_id = ${datasetId} and c.updated_at > r.started_at) as news
    from dataset d join round r on r.id = d.round_id where d.id = ${datasetId}`);
  return row?.news ?? false;
}

/** Called when the job ends on an unexpected error: the run can be resumed. */
export async function failRun(ctx: Pick<Ctx, 'db'>, jobId: string): Promise<void> {
  await ctx.db
    .update(questionRun)
    .set({ state: 'paused', note: 'The run stopped on an unexpected error; the worker’s log says more.' })
    .where(sql`${questionRun.jobId} = ${jobId} and ${questionRun.state} = 'running'`);
}

async function end(ctx: Ctx, run: RunRow, as: Pick<RunRow, 'state' | 'note'> | null): Promise<void> {
  if (as)
    await ctx.db
      .update(questionRun)
      .set({ ...as, finishedAt: sql`now()` })
      .where(eq(questionRun.id, run.id));
  if (!(await hasNews(ctx, run.datasetId))) return;
  // Datasets whose first round came before there were questions have no queue of theirs.
  await ctx.db.transaction((tx) => createQueuesFor(tx, run.datasetId, ['pictures']));
  await requestRound({ ctx, datasetId: run.datasetId, trigger: 'demand' });
}

type Writing = Pick<Parameters<typeof askAboutSamples>[0], 'ctx' | 'run' | 'model' | 'ask' | 'signal' | 'progress'>;

/** Has questions written for the run's classes that have none. @returns the classes the model did not manage. */
async function writeMissing({ ctx, run, model, ask, signal, progress }: Writing): Promise<string[]> {
  if (model.compare) return [];
  const classes = await ctx.db
    .select()
    .from(datasetClass)
    .where(eq(datasetClass.datasetId, run.datasetId))
    .orderBy(datasetClass.index);
  const have = new Set((await loadSets(ctx, run.datasetId, 'classes')).map((s) => s.classIndex));
  const wanted = classes.filter((c) => run.classes.includes(c.index) && !have.has(c.index));
  const missing: string[] = [];
  for (const [i, c] of wanted.entries()) {
    progress(run.kind === 'write' ? i / wanted.length : 0, `Writing questions for “${c.name}”.`);
    const others = classes.filter((o) => o !== c).map((o) => o.name);
    const prompt = writePrompt({ label: c.name, description: c.description, others });
    const draft = await askForQuestions(ctx, { ask, model, signal }, prompt, c.name);
    if (!draft) missing.push(c.name);
    else await storeSet(ctx, run.datasetId, { classIndex: c.index }, draft, { userId: null, writtenBy: model.name });
  }
  return missing;
}
