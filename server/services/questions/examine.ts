import type { EvidenceRow } from '#/server/domain/question.ts';
import { judgeByWords, readYesNo, saysNothing } from '#/server/domain/readAnswer.ts';
import type { Picture, VisionModel } from '#/server/providers/model.ts';
import type { Ask } from './asker.ts';
import { askPrompt, judgePrompt, promptHash } from './prompts.ts';
import type { LoadedSet, QuestionRow } from './sets.ts';

export interface Examined {
  /** sha-256 of the stored picture. */
  image: string;
  /** Opened when the first question has to be sent. */
  picture: () => Promise<Picture>;
  /** The label, or the caption. */
  expected: string;
  set: LoadedSet;
  /** The dataset's other labels; null where the expectation is a caption, which words alone cannot judge. */
  others: string[] | null;
}

const shownCharacters = 200;

/** Asks every question of a sample's set and judges the answers. `readers` are left for whoever stores the evidence. */
export async function examine(
  { ask, model, signal }: { ask: Ask; model: VisionModel; signal: AbortSignal },
  sample: Examined,
): Promise<EvidenceRow[]> {
  const rows: EvidenceRow[] = [];
  for (const q of sample.set.questions) {
    const prompt = askPrompt(q.kind, q.text);
    const said = await ask({ image: sample.image, prompt: promptHash(prompt) }, async () =>
      model.ask!({ ...prompt, picture: await sample.picture() }, signal),
    );
    const fits = said === null ? null : await judge(q, said);
    rows.push({
      questionId: q.id,
      kind: q.kind,
      question: q.text,
      expected: q.expected ?? sample.expected,
      answer: said?.slice(0, shownCharacters) ?? null,
      fits,
      readers: [],
    });
  }
  return rows;

  async function judge(q: QuestionRow, said: string): Promise<boolean | null> {
    if (q.kind === 'specific') {
      const seen = readYesNo(said);
      return seen === 'unknown' ? null : seen === (q.expected ?? 'yes');
    }
    if (saysNothing(said)) return null;
    const names = [sample.expected, ...sample.set.synonyms];
    const byWords = sample.others === null ? 'ask' : judgeByWords(said, names, sample.others);
    if (byWords === 'unknown') return null;
    if (byWords !== 'ask') return byWords === 'fits';
    const prompt = judgePrompt({ question: q.text, answer: said, label: sample.expected });
    const verdict = await ask({ image: '', prompt: promptHash(prompt) }, () => model.ask!(prompt, signal));
    const agreed = verdict === null ? 'unknown' : readYesNo(verdict);
    return agreed === 'unknown' ? null : agreed === 'yes';
  }
}
