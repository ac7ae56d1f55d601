import type { Status, Verdict } from './verdict.ts';

export interface VerdictWording {
  verdict: Verdict;
  key: string;
  name: string;
  /** Told under the name on the button. */
  effect: string;
  status: Status;
}

/** One wording of each verdict, for every screen. Apart from the schemas, so that a page need not carry zod to show it. */
export const verdicts: readonly VerdictWording[] = [
  { verdict: 'keep', key: 'k', name: 'Keep', effect: 'the given label stands', status: 'kept' },
  { verdict: 'relabel', key: 'a', name: 'Accept suggestion', effect: 'the suggested label', status: 'changed' },
  { verdict: 'both', key: 'b', name: 'Both', effect: 'either label fits', status: 'ambiguous' },
  { verdict: 'none', key: 'n', name: 'None of these', effect: 'strike, name none', status: 'no_class' },
  { verdict: 'exclude', key: 'x', name: 'Exclude', effect: 'leave the sample out', status: 'excluded' },
  { verdict: 'unsure', key: 'u', name: 'Unsure', effect: 'ask another reader', status: 'open' },
];
