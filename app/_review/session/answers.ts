import type { ReviewItem } from '#/server/domain/views.ts';
import type { ReviewCommand } from '../keys/commands.ts';
import type { Answer } from './session.ts';

const sides = 'Left and right are for blind queues; keep, accept, or choose a label.';

/** Choosing the given label is keeping it; choosing another is a relabel. */
export function choose(item: ReviewItem, label: string): Answer {
  return label === item.sample.givenLabel ? { verdict: 'keep' } : { verdict: 'relabel', label };
}

/**
 * The answer a command stands for on this sample, or the sentence that says why there is none. Commands that need more
 * (a reason, a second label) and those that decide nothing give null.
 */
export function answerOf(command: ReviewCommand, item: ReviewItem): Answer | { refused: string } | null {
  const { suggestion, sample, blind } = item;
  if (blind && (command === 'keep' || command === 'accept'))
    return { refused: 'Which label was given is not said here; choose left or right.' };
  switch (command) {
    case 'left':
      return blind ? { verdict: 'relabel', label: blind.left } : { refused: sides };
    case 'right':
      return blind ? { verdict: 'relabel', label: blind.right } : { refused: sides };
    case 'keep':
      return sample.givenLabel === null ? { refused: 'No label was given; choose one.' } : { verdict: 'keep' };
    case 'accept':
      return suggestion
        ? choose(item, suggestion.label)
        : { refused: 'There is no suggestion to accept; choose a label.' };
    case 'both':
      if (blind) return { verdict: 'both', label: blind.left };
      if (sample.givenLabel === null) return { refused: 'No label was given; choose one.' };
      return suggestion && suggestion.label !== sample.givenLabel ? { verdict: 'both', label: suggestion.label } : null;
    case 'none':
      return { verdict: 'none' };
    case 'unsure':
      return { verdict: 'unsure' };
    case 'skip':
      return { verdict: 'skip' };
    default:
      return null;
  }
}
