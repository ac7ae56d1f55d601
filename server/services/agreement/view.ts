import type { Sql } from 'postgres';
import { activeLab } from '#/ml/crowd/active-lab.ts';
import { bootstrap } from '#/ml/crowd/bootstrap.ts';
import { crowdlab } from '#/ml/crowd/crowdlab.ts';
import { nominalAlpha, pairAgreement } from '#/ml/crowd/item-agreement.ts';
import type { Ctx } from '#/server/context.ts';
import { wilson } from '#/server/domain/interval.ts';
import type { AgreementView } from '#/server/domain/teamViews.ts';
import { type DatasetRow, requireDataset } from '#/server/services/accounts/require.ts';
import { type ClassNames, loadClasses } from '#/server/services/queues/classes.ts';
import { remembered } from '#/server/services/queues/remembered.ts';
import { consensusBy, toCrowd } from './crowd.ts';
import { loadProbabilities } from './model.ts';
import { loadUnread, withExternalIds } from './next.ts';
import { loadOutcomes } from './outcomes.ts';
import { loadGold, loadPace, pairsOf, peopleOf } from './people.ts';
import { loadReadings, type ReadSample, wordOf } from './readings.ts';

/** Draws times items that a bootstrap may take before it would be felt. */
const effort = 1_500_000;
const shownNext = 12;

/** How far readers agree, computed once per round and state of the log. For leads. */
export async function agreementView({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<AgreementView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const key = `agreement ${JSON.stringify([dataset.id, dataset.roundId, dataset.eventSeq])}`;
  return remembered(ctx.sql, key, () => compute(ctx.sql, dataset));
}

async function compute(sql: Sql, dataset: DatasetRow): Promise<AgreementView> {
  const classes = await loadClasses(sql, dataset.id);
  const [samples, pace, gold] = await Promise.all([
    loadReadings(sql, { datasetId: dataset.id, watermark: dataset.eventSeq }, classes),
    loadPace(sql, dataset),
    loadGold(sql, dataset),
  ]);
  const names = await loadNames(sql, dataset);
  const nameOf = (id: string) => names.get(id) ?? 'someone';
  const several = samples.filter((s) => s.readings.length > 1);
  const votes = numberVotes(several);
  const draws = Math.max(50, Math.min(400, Math.floor(effort / Math.max(1, several.length))));
  const { people, methods, next } = await byCrowd(sql, { dataset, samples, classes, pace, gold, nameOf });
  return {
    samples: samples.filter((s) => s.readings.length > 0).length,
    shared: several.length,
    readings: samples.reduce((n, s) => n + s.readings.length, 0),
    percent: bootstrap(votes, pairAgreement, { draws }),
    alpha: bootstrap(votes, nominalAlpha, { draws }),
    pairs: await pairsOf(several, nameOf),
    people,
    validated: validatedOf(samples),
    methods,
    next,
  };
}

/** [samples][readings] What was said, as numbers: a class or an answer that names none. */
function numberVotes(samples: readonly ReadSample[]): number[][] {
  const ids = new Map<string, number>();
  const numberOf = (word: string) => {
    const id = ids.get(word) ?? ids.size;
    ids.set(word, id);
    return id;
  };
  return samples.map((s) => s.readings.map((r) => numberOf(wordOf(r))));
}

/** After the published study: an error is validated where fewer readers than needed chose the given label. */
function validatedOf(samples: readonly ReadSample[]): AgreementView['validated'] {
  const complete = samples.filter((s) => s.asked > 2 && s.given !== null && s.readings.length >= s.asked);
  if (complete.length === 0) return null;
  const errors = complete.filter((s) => s.readings.filter((r) => r.vote === 'keep').length < s.agree).length;
  return { read: complete.length, errors, share: wilson(errors, complete.length) };
}

interface CrowdFacts {
  dataset: DatasetRow;
  samples: readonly ReadSample[];
  classes: ClassNames;
  pace: ReadonlyMap<string, number>;
  gold: ReadonlyMap<string, { right: number; of: number }>;
  nameOf: (userId: string) => string;
}

async function byCrowd(sql: Sql, { dataset, samples, classes, pace, gold, nameOf }: CrowdFacts) {
  const crowd = toCrowd(samples, classes.names.length);
  const roundId = dataset.roundId;
  const { sampleIds, ratings, userIds } = crowd;
  if (roundId === null || sampleIds.length === 0)
    return { people: [], methods: { samples: 0, dawidSkene: 0, crowdlab: 0 }, next: [] };
  const model = await loadProbabilities(sql, { roundId, sampleIds, classes });
  const c = crowdlab(ratings, model);
  const most = consensusBy('majority', crowd, model);
  const ds = consensusBy('dawid-skene', crowd, model);
  const differ = (other: Int32Array) => other.reduce((n, label, i) => n + (label === most[i] ? 0 : 1), 0);
  const readers = new Map(samples.map((s) => [s.sampleId, s.readings.length]));
  const shared = samples.filter((s) => s.readings.length > 1).map((s) => s.sampleId);
  const outcomes = await loadOutcomes(sql, shared, classes);
  const quality = new Map(userIds.map((id, i) => [id, c.annotatorQuality[i]!]));
  const scores = activeLab(ratings, model, c);
  const relabel = sampleIds.map((id, i) => ({ id, score: scores[i]!, readings: readers.get(id) ?? 0 }));
  const fresh = await loadUnread(sql, { roundId, classes: classes.names.length, crowd: c, most: shownNext });
  return {
    people: peopleOf({ samples, outcomes, quality, pace, gold, classes, nameOf }),
    methods: { samples: sampleIds.length, dawidSkene: differ(ds), crowdlab: differ(c.consensus) },
    next: await withExternalIds(sql, [...relabel, ...fresh].sort((a, b) => a.score - b.score).slice(0, shownNext)),
  };
}

async function loadNames(sql: Sql, dataset: DatasetRow): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from "user" where id in (select user_id from decision where dataset_id = ${dataset.id})`;
  return new Map(rows.map((r) => [r.id, r.name]));
}
