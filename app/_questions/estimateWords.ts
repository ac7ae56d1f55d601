import { count, counted } from '#/app/_ui/figures.ts';
import type { RunEstimate } from '#/server/domain/question.ts';

/** What a run will take, in words. */
export function estimateWords(e: RunEstimate): string {
  if (e.samples === 0)
    return 'Every open picture has been asked about with these questions. Edit them, or wait for new pictures.';
  const calls =
    e.callsAtMost > e.calls ? `${count(e.calls)} to ${count(e.callsAtMost)} calls` : counted(e.calls, 'call', 'calls');
  const tokens = `${count(e.tokens)} tokens (${e.measured ? 'as measured so far' : 'assuming 605 a call'})`;
  const money = e.money === null ? '' : `, ${e.money < 0.01 ? 'less than 0.01' : e.money.toFixed(2)} at your prices`;
  const n = e.withoutQuestions.length;
  const first =
    n === 0 ? '' : ` Questions for ${counted(n, 'class', 'classes')} are written first; read them before a large run.`;
  return `${counted(e.samples, 'picture', 'pictures')} of ${count(e.candidates)} not asked about yet: about ${calls}, ${tokens}${money}.${first}`;
}
