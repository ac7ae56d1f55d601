import type { DecisionInput } from '#/server/domain/decision.ts';
import type { QueuePolicy } from '#/server/domain/queuePolicy.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';

/** What an answer says about a sample, or why it says nothing. */
export type Answer = { verdict: Verdict; label: number | null } | { refused: string };

interface Asked {
  classes: ClassNames;
  given: number | null;
  policy: QueuePolicy;
  /** How it was shown: which of the two labels was the given one is not for the reader to say. */
  shown: { blind: boolean; suggestedClass: number | null };
  /** A lead's word on a conflict is bound by no queue. */
  adjudicates: boolean;
}

/** Reads an answer against the classes and the queue's policy. Choosing the label it has is keeping it: one wording for one fact. */
export function readAnswer(input: DecisionInput, { classes, given, policy, shown, adjudicates }: Asked): Answer {
  if (input.verdict === 'retract') return { refused: 'An undo says nothing about a sample.' };
  const named = input.label === undefined ? null : classes.indexOf(input.label);
  const takesLabel = input.verdict === 'relabel' || input.verdict === 'both';
  if (takesLabel && named === null)
    return { refused: `“${input.label}” is not a class of this dataset; choose one of its classes.` };
  if (input.verdict === 'keep' && shown.blind)
    return { refused: 'This queue is blind: send the label that is right as a relabel, whichever of the two it is.' };
  if (input.verdict === 'keep' && given === null)
    return { refused: 'This sample has no given label to keep; choose a label.' };
  if (input.verdict === 'both' && given === null)
    return { refused: 'This sample has no given label, so there is no second one; choose a label.' };
  const other = input.verdict === 'both' && shown.blind && named === given ? shown.suggestedClass : named;
  if (input.verdict === 'both' && other === given)
    return { refused: 'The second label is the given one; choose another, or keep.' };
  const verdict = input.verdict === 'relabel' && named === given ? 'keep' : input.verdict;
  if (adjudicates) return { verdict, label: verdict === 'relabel' || verdict === 'both' ? other : null };
  if (!policy.verdicts.includes(verdict))
    return { refused: `This queue takes no “${verdict}”; it asks for ${policy.verdicts.join(', ')}.` };
  const change = verdict === 'relabel' || verdict === 'none';
  if (policy.requireNoteOnChange && !shown.blind && change && !input.note?.trim())
    return { refused: 'A change in this queue needs a note; say why.' };
  return { verdict, label: verdict === 'relabel' || verdict === 'both' ? other : null };
}
