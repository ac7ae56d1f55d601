import { and, eq } from 'drizzle-orm';
import { consistency, event, lease, readerAnswer, sample } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ReaderAnswer, VisualEvidenceView } from '#/server/domain/question.ts';
import { roleHas } from '#/server/domain/role.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { requireReader } from '#/server/services/review/reader.ts';
import { evidenceView } from './evidenceView.ts';
import { storeEvidence } from './storeEvidence.ts';

interface Answering {
  sampleId: string;
  questionId: number;
  /** Null takes one's answer back. */
  answer: ReaderAnswer | null;
}

/**
 * A reader answers a question about a sample themselves: it overrides the model's answer, counts as evidence from the next
 * round on, and is noted. Annotators answer about samples they hold with their evidence shown.
 * @throws ErrataError not_found, forbidden, bad_input for an answer of the wrong kind
 */
export async function answerQuestion({ ctx, input }: { ctx: Ctx; input: Answering }): Promise<VisualEvidenceView> {
  const { userId } = requireReader(ctx);
  const sampleId = /^\d{1,15}$/.test(input.sampleId) ? Number(input.sampleId) : 0;
  const [found] = await ctx.db
    .select({ datasetId: sample.datasetId, evidence: consistency })
    .from(sample)
    .innerJoin(consistency, eq(consistency.sampleId, sample.id))
    .where(eq(sample.id, sampleId));
  if (!found) throw new ErrataError('not_found', `Nothing was asked about sample ${input.sampleId}.`);
  const { datasetId } = found;
  const { role } = await requireDataset(ctx, { id: datasetId }, 'review');
  if (!roleHas(role, 'lead')) await requireShown(ctx, sampleId, userId);
  const row = found.evidence.evidence.find((e) => e.questionId === input.questionId);
  if (!row) throw new ErrataError('not_found', 'This question was not asked about this sample.');
  const allowed: ReaderAnswer[] = row.kind === 'general' ? ['fits', 'differs'] : ['yes', 'no'];
  if (input.answer !== null && !allowed.includes(input.answer))
    throw new ErrataError('bad_input', `Answer this question with ${allowed.join(' or ')}.`);
  return ctx.db.transaction(async (tx) => {
    // The row is read again under its lock: two readers may answer at the same moment.
    const [locked] = await tx.select().from(consistency).where(eq(consistency.sampleId, sampleId)).for('update');
    await tx.insert(readerAnswer).values({ datasetId, sampleId, userId, ...pick(input) });
    await tx.insert(event).values({ datasetId, userId, kind: 'question.answered', sampleId, detail: pick(input) });
    const { setId, model, evidence } = locked!;
    await storeEvidence(tx, { datasetId, sampleId, setId, model, evidence });
    const [stored] = await tx.select().from(consistency).where(eq(consistency.sampleId, sampleId));
    return evidenceView(stored!, { userId, seesAll: roleHas(role, 'inspect') });
  });
}

const pick = ({ questionId, answer }: Answering) => ({ questionId, answer });

/** The reader was served the sample with its evidence: neither blind, nor to be judged from the sample alone. */
async function requireShown(ctx: Ctx, sampleId: number, userId: string): Promise<void> {
  const [held] = await ctx.db
    .select({ id: lease.id })
    .from(lease)
    .where(and(eq(lease.sampleId, sampleId), eq(lease.userId, userId), eq(lease.plain, false), eq(lease.blind, false)))
    .limit(1);
  if (!held) throw new ErrataError('forbidden', 'Only questions about a sample in your hands can be answered.');
}
