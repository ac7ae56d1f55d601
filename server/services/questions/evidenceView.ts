import type { consistency } from '#/db/schema/index.ts';
import { consistencyOf } from '#/server/domain/consistency.ts';
import type { QuestionKind, VisualEvidenceView } from '#/server/domain/question.ts';
import { readYesNo } from '#/server/domain/readAnswer.ts';

type Stored = Pick<typeof consistency.$inferSelect, 'model' | 'evidence'>;

/** “No.” is a no; what is no answer stands as it was said. */
function shown(kind: QuestionKind, answer: string | null): string | null {
  if (kind === 'general' || answer === null) return answer;
  const seen = readYesNo(answer);
  return seen === 'unknown' ? answer : seen;
}

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
      ...{ questionId, kind, question, expected, answer: shown(kind, answer) },
      fits: readers[0]?.fits ?? fits,
      mine: readers.find((r) => r.userId === reader.userId)?.answer ?? null,
      byReader: readers.length > 0 && readers[0]!.userId !== reader.userId,
    })),
  };
}
