import { and, desc, eq, sql } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { consistency, readerAnswer } from '#/db/schema/index.ts';
import { consistencyOf } from '#/server/domain/consistency.ts';
import type { EvidenceRow, ReaderAnswer } from '#/server/domain/question.ts';

export interface SampleEvidence {
  datasetId: number;
  sampleId: number;
  setId: number;
  model: string;
  evidence: EvidenceRow[];
  /** By a model that compares picture and words; absent, what is stored stays. */
  likeness?: number | null;
}

/** Stores what was answered about a sample and what it adds up to, people's own answers included. */
export async function storeEvidence(tx: Tx, { evidence, ...of }: SampleEvidence): Promise<void> {
  const own = await tx
    .select()
    .from(readerAnswer)
    .where(and(eq(readerAnswer.sampleId, of.sampleId), eq(readerAnswer.datasetId, of.datasetId)))
    .orderBy(desc(readerAnswer.id));
  const rows = evidence.map((row) => ({ ...row, readers: readersOf(row, own) }));
  const values = { ...of, evidence: rows, ...consistencyOf(rows), updatedAt: sql`now()` };
  await tx.insert(consistency).values(values).onConflictDoUpdate({ target: consistency.sampleId, set: values });
}

/** Each person's latest answer to one question, newest first; taken back ones are gone. */
function readersOf(row: EvidenceRow, newestFirst: (typeof readerAnswer.$inferSelect)[]): EvidenceRow['readers'] {
  const seen = new Set<string>();
  return newestFirst.flatMap(({ questionId, userId, answer }) => {
    if (questionId !== row.questionId || seen.has(userId)) return [];
    seen.add(userId);
    return answer === null ? [] : [{ userId, answer, fits: fitsBy(row, answer) }];
  });
}

function fitsBy(row: EvidenceRow, answer: ReaderAnswer): boolean {
  return row.kind === 'general' ? answer === 'fits' : answer === row.expected;
}
