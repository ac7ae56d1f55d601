import type { QueuePolicy } from '#/server/domain/queuePolicy.ts';
import type { Verdict } from '#/server/domain/verdict.ts';

/** What the fields of a policy say; percentages become shares. */
export function policyOf(form: FormData): QueuePolicy {
  const number = (name: string) => Number(form.get(name) ?? 0);
  const agree = String(form.get('agree') ?? '');
  return {
    overlap: number('overlap'),
    agree: agree === '' ? null : Number(agree),
    blind: form.has('blind'),
    order: form.get('order') === 'random' ? 'random' : 'suspicion',
    batchSize: number('batchSize'),
    verdicts: form.getAll('verdicts').map((v) => String(v) as Verdict),
    requireNoteOnChange: form.has('requireNoteOnChange'),
    goldShare: number('goldShare') / 100,
    secondReading: { changes: number('secondChanges') / 100, keeps: number('secondKeeps') / 100 },
  };
}
