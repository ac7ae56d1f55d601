import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { dataset, encoding } from '#/db/schema/index.ts';
import type { RoundInput, RoundOutput, WarmState } from '#/ml/types.ts';
import type { Compute } from '#/server/compute/types.ts';
import type { Ctx } from '#/server/context.ts';
import { classMap } from '#/server/domain/classMap.ts';
import { locateGeometry } from '#/server/services/encodings/geometry.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { loadClassStates } from '#/server/services/queues/classes.ts';
import { type Begun, beginRound } from './begin.ts';
import { type LogReading, readLog } from './evidence.ts';
import {
  carriedBy,
  type LearnedClasses,
  learnedClasses,
  numbered,
  sameClasses,
  underIndices,
} from './learnedClasses.ts';
import { withRoundLock } from './lock.ts';
import { readOwnModels } from './ownModels.ts';
import { readPictures } from './pictures.ts';
import { publishRound } from './publishRound.ts';
import { type DatasetRows, loadRows } from './rows.ts';
import { analyzeScores, compareScores, doubtedBelow, dropOldScores, writeScores } from './scoreTable.ts';

const seed = 0;

/**
 * The job `round`: learns from the log up to a watermark and publishes new scores. Killed anywhere and run again, it
 * takes up the same round with the same watermark and ends with the same scores; until then the round before stands.
 */
export async function runRound({ ctx, compute, run }: { ctx: Ctx; compute: Compute; run: JobRun }): Promise<void> {
  await withRoundLock(ctx.sql, run.datasetId, async () => {
    const begun = await beginRound(ctx, run);
    if (!begun) return;
    const clock = stopwatch();
    run.progress(0.05, `Round ${begun.round.number}: reading the decisions.`);
    const rows = await loadRows(ctx.sql, run.datasetId);
    const classes = await loadClassStates(ctx.sql, run.datasetId);
    const log = await readLog(
      ctx.sql,
      { datasetId: run.datasetId, watermark: begun.round.watermark, since: begun.before?.watermark ?? 0 },
      rows,
      classMap(classes),
    );
    const learned = learnedClasses(classes, carriedBy(rows.labels, log.evidence));
    const negativeClass = await negativeClassOf(ctx, run.datasetId);
    const negative = classes.find((c) => c.name === negativeClass)?.index;
    const prepared = await prepare(ctx, begun, rows, log, learned);
    const { geometry, contentHash } = prepared;
    const input = negative === undefined ? prepared.input : { ...prepared.input, negative: learned.numberOf(negative) };
    clock.lap('read');
    const computed = await compute.round({ geometry, input }, (f, message) => run.progress(0.1 + 0.7 * f, message));
    const output = underIndices(computed, learned);
    clock.lap('compute');
    run.progress(0.8, `Round ${begun.round.number}: writing ${rows.ids.length.toLocaleString('en')} scores.`);
    const { round, before } = begun;
    await writeScores(ctx.sql, { roundId: round.id, ids: rows.ids, settled: log.settled, output });
    await analyzeScores(ctx.sql, round.id);
    clock.lap('write');
    const diff = await compareScores(ctx.sql, round.id, before?.id ?? null);
    const warmState = await ctx.blobs.put(Buffer.from(JSON.stringify({ ...output.warm, classes: learned.indices })));
    clock.lap('compare');
    const findings = {
      decisions: log.decisions,
      changed: log.changed,
      hitRate: log.hitRate,
      methodHash: methodHash(input, output, contentHash),
      backend: output.backend,
      metrics: metricsOf(input, output, log),
      noiseMatrix: Array.from(output.noiseMatrix),
      warmState: warmState.sha256,
      diff,
    };
    const target = {
      datasetId: run.datasetId,
      roundId: round.id,
      first: before === null,
      negativeClass: input.negative === undefined ? null : negativeClass,
      reviewed: Array.from(output.reviewed ?? [], ([row, said]) => ({ sampleId: rows.ids[row]!, said })),
      has: {
        ownProbabilities: input.ownProbabilities !== undefined,
        modelsAgainst: input.modelsAgainst !== undefined,
        pictures: input.pictures !== undefined,
        captions: input.pictures?.captions !== undefined,
        negativeClass: input.negative !== undefined,
      },
    };
    // Right before the new scores come in, so that who draws plans anew once for both.
    await dropOldScores(ctx.sql, run.datasetId);
    await publishRound(ctx.db, target, findings, () => ({
      ...output.durations,
      ...clock.laps(),
      publish: clock.sinceLap(),
      total: clock.total(),
    }));
    run.progress(1, `Round ${round.number} is published.`);
  });
}

async function negativeClassOf({ db }: Pick<Ctx, 'db'>, datasetId: number): Promise<string | null> {
  const [set] = await db.select({ settings: dataset.settings }).from(dataset).where(eq(dataset.id, datasetId));
  return set?.settings.negativeClass ?? null;
}

async function prepare(
  ctx: Ctx,
  { round, before }: Begun,
  rows: DatasetRows,
  log: LogReading,
  learned: LearnedClasses,
) {
  const [encoded] = await ctx.db.select().from(encoding).where(eq(encoding.id, round.encodingId));
  const warm =
    round.mode === 'warm' && before?.warmState
      ? (JSON.parse(Buffer.from(await ctx.blobs.bytes(before.warmState)).toString()) as WarmState)
      : undefined;
  const fits = warm !== undefined && sameClasses(warm.classes, learned);
  const own = await readOwnModels(ctx, { datasetId: round.datasetId, labels: rows.labels, learned });
  const pictures = await readPictures(ctx, round.datasetId, rows, learned);
  const input: RoundInput = {
    labels: numbered(rows.labels, learned),
    classes: learned.indices.length,
    evidence: log.evidence.map((e) => ({ ...e, label: e.label < 0 ? -1 : learned.numberOf(e.label) })),
    groups: rows.groups,
    ownProbabilities: own?.ownProbabilities,
    modelsAgainst: own?.modelsAgainst,
    pictures,
    mode: fits ? round.mode : 'cold',
    warm: fits ? warm : undefined,
    seed,
  };
  const contentHash = own ? `${encoded!.contentHash} ${own.sha256}` : encoded!.contentHash;
  return { input, geometry: await locateGeometry(ctx.blobs, encoded!), contentHash };
}

/** The same hash gives the same scores: method and parameters, the state it started from, labels, evidence and features. */
function methodHash(input: RoundInput, output: RoundOutput, contentHash: string): string {
  const { labels, groups, evidence, warm, mode, classes, pictures, negative } = input;
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify({ method: output.method, mode, classes, negative, seed, warm: warm ?? null, contentHash }),
  );
  hash.update(new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength));
  if (groups) hash.update(new Uint8Array(groups.buffer, groups.byteOffset, groups.byteLength));
  hash.update(JSON.stringify(evidence));
  for (const answers of [pictures?.consistency, pictures?.likeness])
    if (answers) hash.update(new Uint8Array(answers.buffer, answers.byteOffset, answers.byteLength));
  return hash.update(output.backend).digest('hex');
}

function metricsOf(input: RoundInput, output: RoundOutput, log: LogReading): Record<string, number> {
  let sum = 0;
  let labelled = 0;
  let doubted = 0;
  for (let i = 0; i < input.labels.length; i++) {
    if (input.labels[i]! < 0) continue;
    const p = output.pGiven[i]!;
    labelled++;
    sum += p;
    if (!log.settled[i] && p < doubtedBelow) doubted++;
  }
  return {
    estimatedNoise: output.noiseRate,
    meanSelfConfidence: labelled ? sum / labelled : 0,
    doubted,
    ...livePrecision(output),
  };
}

/** Per signal, how many of the decided samples it ranks highest there are, and the share with wrong labels; of signals with enough of them. */
function livePrecision({ precision = {} }: RoundOutput): Record<string, number> {
  const judged = Object.entries(precision).filter(([, p]) => p.judged >= 20);
  return Object.fromEntries(
    judged.flatMap(([id, p]) => [
      [`judged:${id}`, p.judged],
      [`precision:${id}`, p.wrong / p.judged],
    ]),
  );
}

function stopwatch() {
  const start = performance.now();
  const laps: Record<string, number> = {};
  let last = start;
  const tenths = (ms: number) => Math.round(ms * 10) / 10;
  return {
    lap(name: string) {
      const now = performance.now();
      laps[name] = tenths(now - last);
      last = now;
    },
    sinceLap: () => tenths(performance.now() - last),
    laps: () => laps,
    total: () => tenths(performance.now() - start),
  };
}
