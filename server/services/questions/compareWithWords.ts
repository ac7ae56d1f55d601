import type { Sql } from 'postgres';
import { seeded } from '#/ml/algebra/random.ts';
import type { EvidenceRow } from '#/server/domain/question.ts';
import type { Picture, VisionModel } from '#/server/providers/model.ts';
import type { Ask } from './asker.ts';
import { promptHash } from './prompts.ts';

/** Captions of other pictures that a caption is held against. */
const others = 19;
/** Captions that those are drawn from. */
const pool = 500;

interface Compared {
  /** sha-256 of the stored picture. */
  image: string;
  picture: () => Promise<Picture>;
  /** Null where the label names what is shown. */
  caption: string | null;
  label: string;
  /** Draws the other captions; the same for the same sample, so that answers are known again. */
  seed: number;
}

/**
 * The one question to a model that only compares pictures with words. Of a label: which of all fits best, and as likeness (1 + its
 * score − that of the best other) / 2. Of a caption: the share of captions of other pictures, drawn at random, that fit less
 * well than its own (equals half); it is taken to fit from nine tenths on. ½ is no better than chance in both.
 */
export async function compareWithWords(
  { ask, compare, signal }: { ask: Ask; compare: NonNullable<VisionModel['compare']>; signal: AbortSignal },
  { image, picture, caption, label, seed }: Compared,
  { names, captions }: { names: string[]; captions: string[] },
): Promise<{ evidence: EvidenceRow[]; likeness?: number }> {
  const expected = caption ?? label;
  const texts = caption === null ? names : [caption, ...drawn(captions, caption, seed)];
  const prompt = promptHash({ system: 'compare', text: JSON.stringify(texts) });
  const said = await ask({ image, prompt }, async () => ({
    text: JSON.stringify((await compare(await picture(), texts, signal)).map((score) => Number(score.toPrecision(4)))),
    ...{ inputTokens: 0, outputTokens: 0 },
  }));
  const question = `Which ${caption === null ? 'label' : 'caption'} fits the picture best?`;
  const row = { questionId: 0, kind: 'general', question, expected, readers: [] } as const;
  if (said === null) return { evidence: [{ ...row, readers: [], answer: null, fits: null }] };
  const scores: number[] = JSON.parse(said);
  const own = texts.indexOf(expected);
  const rest = scores.filter((_, i) => i !== own);
  const best = texts[scores.indexOf(Math.max(...scores))]!;
  const score = scores[own]!;
  const likeness =
    rest.length === 0
      ? 0.5
      : caption === null
        ? (1 + score - Math.max(...rest)) / 2
        : rest.reduce((sum, s) => sum + (s < score ? 1 : s === score ? 0.5 : 0), 0) / rest.length;
  const fits = caption === null ? best === expected : likeness >= 0.9;
  return { evidence: [{ ...row, readers: [], answer: fits ? expected : best, fits }], likeness };
}

function drawn(captions: string[], own: string, seed: number): string[] {
  const random = seeded(seed);
  const left = captions.filter((c) => c !== own);
  const found: string[] = [];
  while (found.length < others && left.length > 0) found.push(...left.splice(random.below(left.length), 1));
  return found;
}

/** Some hundred different captions of the dataset, evenly over it; none where samples have no captions. */
export async function drawnCaptions(sql: Sql, datasetId: number): Promise<string[]> {
  const rows = await sql<{ caption: string }[]>`
    select distinct content->>'caption' as caption from sample
    where dataset_id = ${datasetId} and content ? 'caption'
      and row % greatest(1, (select samples from dataset where id = ${datasetId}) / ${pool}) = 0
    order by 1 limit ${pool}`;
  return rows.map((r) => r.caption);
}
