import { eq, sql } from 'drizzle-orm';
import { questionRun } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { EvidenceRow } from '#/server/domain/question.ts';
import { pictureForModel } from '#/server/images/forModel.ts';
import type { VisionModel } from '#/server/providers/model.ts';
import { once } from '#/server/providers/once.ts';
import type { JobProgress } from '#/server/services/jobs/progress.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import type { Ask } from './asker.ts';
import { type Candidate, candidateIds, pageSize, readCandidates } from './candidates.ts';
import { compareWithWords, drawnCaptions } from './compareWithWords.ts';
import { examine } from './examine.ts';
import { captionPrompt } from './prompts.ts';
import { type LoadedSet, loadSets, storeSet } from './sets.ts';
import { storeEvidence } from './storeEvidence.ts';
import { askForQuestions } from './writeSet.ts';

export interface Asking {
  ctx: Ctx;
  run: typeof questionRun.$inferSelect;
  roundId: number;
  model: VisionModel;
  ask: Ask;
  concurrency: number;
  /** Aborted when the process has to stop. */
  signal: AbortSignal;
  progress: JobProgress;
}

/**
 * Asks about the run's samples, most doubted first, several at a time. A sample's evidence and the count of samples are
 * stored together once its last answer is in. @throws RunHalted, after the calls under way have ended.
 */
export async function askAboutSamples(asking: Asking): Promise<void> {
  const { ctx, run, model, roundId } = asking;
  const chooses = model.compare !== null;
  const limit = run.samples - run.samplesDone;
  const ids = await candidateIds(ctx.sql, { datasetId: run.datasetId, roundId, model: model.id, chooses, limit });
  const classes = await loadClasses(ctx.sql, run.datasetId);
  const sets = new Map((await loadSets(ctx, run.datasetId, 'classes')).map((s) => [s.classIndex, s]));
  const captions = chooses ? await drawnCaptions(ctx.sql, run.datasetId) : [];
  let done = run.samplesDone;
  const total = run.samplesDone + ids.length;
  for (let from = 0; from < ids.length; from += pageSize) {
    const page = await readCandidates(ctx.sql, ids.slice(from, from + pageSize));
    await inParallel(page, asking.concurrency, async (sample) => {
      await askAbout(asking, sample, { sets, names: classes.names, captions });
      done++;
      asking.progress(
        done / total,
        `Asked about ${done.toLocaleString('en')} of ${total.toLocaleString('en')} pictures.`,
      );
    });
  }
}

async function askAbout(
  asking: Asking,
  sample: Candidate,
  { sets, names, captions }: { sets: Map<number | null, LoadedSet>; names: string[]; captions: string[] },
): Promise<void> {
  const { ctx, run, model, ask, signal } = asking;
  const picture = once(async () => pictureForModel(await ctx.blobs.bytes(sample.image)));
  const label = names[sample.given]!;
  const parts = { ask, model, signal };
  let setId = 0;
  let evidence: EvidenceRow[];
  let likeness: number | undefined;
  if (model.compare) {
    const about = { image: sample.image, picture, caption: sample.caption, label, seed: sample.id };
    ({ evidence, likeness } = await compareWithWords({ ask, compare: model.compare, signal }, about, {
      names,
      captions,
    }));
  } else {
    const set = sample.caption === null ? sets.get(sample.given) : await captionSet(asking, sample.id, sample.caption);
    if (!set) return;
    setId = set.id;
    evidence = await examine(parts, {
      image: sample.image,
      picture,
      expected: sample.caption ?? label,
      set,
      others: sample.caption === null ? names.filter((_, i) => i !== sample.given) : null,
    });
  }
  await ctx.db.transaction(async (tx) => {
    await storeEvidence(tx, {
      datasetId: run.datasetId,
      sampleId: sample.id,
      setId,
      model: model.id,
      evidence,
      likeness,
    });
    await tx
      .update(questionRun)
      .set({ samplesDone: sql`${questionRun.samplesDone} + 1` })
      .where(eq(questionRun.id, run.id));
  });
}

/** The questions of a caption, written when first needed. */
async function captionSet(asking: Asking, sampleId: number, caption: string): Promise<LoadedSet | null> {
  const { ctx, run, model, ask, signal } = asking;
  const [known] = await loadSets(ctx, run.datasetId, { sampleIds: [sampleId] });
  if (known) return known;
  const draft = await askForQuestions(ctx, { ask, model, signal }, captionPrompt(caption), null);
  if (!draft) return null;
  return storeSet(ctx, run.datasetId, { sampleId }, draft, { userId: null, writtenBy: model.name });
}

/** Works through the list in order, `width` at a time. After the first error nothing new is begun; it is thrown when all have ended. */
async function inParallel<T>(list: T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const failures: unknown[] = [];
  const worker = async () => {
    while (next < list.length && failures.length === 0) {
      const item = list[next++]!;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  if (failures.length) throw failures[0];
}
