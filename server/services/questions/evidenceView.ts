import type { consistency } from '#/db/schema/index.ts';
import { consistencyOf } from '#/server/domain/consistency.ts';
import type { VisualEvidenceView } from '#/server/domain/question.ts';

type Stored = Pick<typeof consistency.$inferSelect, 'model' | 'evidence'>;

/** Evidence for one reader: those who see all see everyone's answers count, the others only the model's and their own. */
export function evidenceView(
  { model, evidence }: Stored,
  reader: { userId: string | null; seesAll: boolean },
): VisualEvidenceView {
  const seen = evidence.map((row) => ({
    ...row,
    readers: reader.seesAll ? row.readers : row.readers.filter((r) => r.userId === reader.userId),
  }));
  const { matched, answered } = consistencyOf(seen);
  return {
    matched,
    answered,
    model: model.replace(/ @ .*$/, ''),
    rows: seen.map(({ readers, questionId, kind, question, expected, answer, fits }) => ({
      ...{ questionId, kind, question, expected, answer },
      fits: readers[0]?.fits ?? fits,
      mine: readers.find((r) => r.userId === reader.userId)?.answer ?? null,
      byReader: readers.length > 0 && readers[0]!.userId !== reader.userId,
    })),
  };
}
