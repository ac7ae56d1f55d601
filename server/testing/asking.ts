import { asc, eq } from 'drizzle-orm';
import { consistency, questionRun } from '#/db/schema/index.ts';
import type { RunBudget } from '#/server/domain/question.ts';
import { openHosted } from '#/server/providers/openHosted.ts';
import { runQuestions } from '#/server/services/questions/run.ts';
import { startQuestionRun } from '#/server/services/questions/start.ts';
import { type TestCtx, testCtx, testDatabase } from './database.ts';
import { makePictures, rowOfPicture } from './pictures.ts';
import { type Scored, scoredDataset } from './scored.ts';
import { type ScriptedCall, scriptedModel } from './scriptedModel.ts';

export const samples = 6;
export const classes = ['circle', 'square'];
/** Two classes are written for, six questions asked about each picture. */
export const expectedCalls = 2 + samples * 6;
/** What an honest model's answers add up to: the first two rows are labelled wrong. */
export const honestValues = [0, 0, 1, 1, 1, 1];

/** Row r shows class r % 2. */
const shown = (row: number) => classes[row % 2]!;

export const wrote = (label: string) =>
  JSON.stringify({
    general: ['What is shown?', 'Which shape do you see?'],
    specific: [1, 2, 3, 4].map((n) => `Is detail ${n} of a ${label} there?`),
    synonyms: [],
  });

/** An honest model: it writes, looks, and judges. */
export async function honest({ text, picture, system }: ScriptedCall): Promise<string> {
  const data = JSON.parse(text) as Record<string, string>;
  if (!picture && 'label' in data) return wrote(data.label!);
  if (!picture) return system.includes('Do they agree') && data.answer === data.expected ? 'yes' : 'no';
  const seen = shown(await rowOfPicture(picture));
  if (data.question === 'What is shown?') return `A ${seen}.`;
  if (data.question === 'Which shape do you see?') return `It is a ${seen}`;
  return data.question!.includes(seen) ? 'Yes.' : 'No.';
}

/** A database, a lead, a scripted endpoint, and what tests of asking do with them, in few words. */
export async function openAsking() {
  const t = await testDatabase();
  const ctx = await testCtx(t, 'lead');
  const model = await scriptedModel(() => '');
  let named = 0;

  /** A dataset of its own with a model of its own name, so that answers of one test are news to the next. */
  async function setUp(names = classes): Promise<{ s: Scored; ctx: TestCtx }> {
    const s = await scoredDataset(ctx, {
      samples,
      classes: names,
      at: (row) => ({
        given: row < 2 ? 1 - (row % 2) : row % 2,
        truth: row % 2,
        suggested: row % 2,
        pGiven: 0.5,
        suspicion: 1 - row / samples,
        signals: [0.5, 0.5, 0.5, 0],
      }),
    });
    await makePictures(ctx, s);
    model.calls.length = 0;
    const vision = { baseUrl: model.url, model: `scripted-${++named}`, key: 'sk-very-secret' };
    return { s, ctx: { ...ctx, env: { ...ctx.env, vision } } };
  }

  const run = (
    c: TestCtx,
    runId: number,
    { signal = new AbortController().signal, timeoutMs = 60_000, concurrency = 1 } = {},
  ) =>
    runQuestions(
      { ctx: c, run: { jobId: 'job', datasetId: 0, payload: { runId }, progress: () => {}, signal } },
      {
        backoffMs: 1,
        open: async () => ({
          model: await openHosted({ kind: 'endpoint', ...c.env.vision!, timeoutMs }),
          limits: { concurrency, callsPerMinute: 60_000, inputPrice: 10, outputPrice: 50 },
        }),
      },
    );

  const start = async (c: TestCtx, s: Scored, budget: Partial<RunBudget> = {}, n = samples) => {
    const whole = { calls: null, tokens: null, money: null, ...budget };
    return (await startQuestionRun({ ctx: c, input: { slug: s.slug, samples: n, budget: whole } })).id;
  };

  const runOf = async (id: number) => (await t.db.select().from(questionRun).where(eq(questionRun.id, id)))[0]!;

  /** Per sample: matched, answered, and the share to four places. */
  const scores = async (s: Scored) => {
    const rows = await t.db
      .select()
      .from(consistency)
      .where(eq(consistency.datasetId, s.datasetId))
      .orderBy(asc(consistency.sampleId));
    return rows.map(({ matched, answered, value }) => [
      matched,
      answered,
      value === null ? null : Number(value.toFixed(4)),
    ]);
  };
  const values = async (s: Scored) => (await scores(s)).map(([, , value]) => value);

  return {
    ...{ t, ctx, model, setUp, run, start, runOf, scores, values },
    close: async () => {
      await model.close();
      await t.close();
    },
  };
}

export type Asking = Awaited<ReturnType<typeof openAsking>>;
