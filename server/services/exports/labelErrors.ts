import { type DecisionEvent, standing } from '#/server/domain/currentLabel.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import type { Layout } from './layout.ts';
import type { ExportRow } from './rows.ts';

/** How many readers chose what, as the published study of test sets counts it. */
export interface ReaderVotes {
  given: number;
  guessed: number;
  neither: number;
  both: number;
}

/**
 * Counts readers' standing answers on one sample. Who excluded it or was unsure chose none of the four; bulk decisions
 * and imported corrections are no reader's answer.
 * @param suggested class index of the model's suggestion, null without one
 */
export function readerVotes(
  events: readonly DecisionEvent[],
  given: number | null,
  suggested: number | null,
): ReaderVotes {
  const votes: ReaderVotes = { given: 0, guessed: 0, neither: 0, both: 0 };
  for (const e of standing(events)) {
    if (e.bulk || e.imported) continue;
    if (e.verdict === 'keep' || (e.verdict === 'relabel' && e.label === given)) votes.given++;
    else if (e.verdict === 'relabel' && e.label === suggested) votes.guessed++;
    else if (e.verdict === 'both') votes.both++;
    else if (e.verdict === 'relabel' || e.verdict === 'none') votes.neither++;
  }
  return votes;
}

/** Has any reader chosen one of the four? */
export function hasVotes({ votes }: ExportRow): boolean {
  return votes.given + votes.guessed + votes.neither + votes.both > 0;
}

/**
 * The fields under which labelerrors.com publishes its verdicts (Northcutt, Athalye and Mueller, 2021): `id` is the row,
 * `url` the sample's own id, `mturk` what our readers chose. A label error is validated there when fewer than three of
 * five chose the given label.
 */
export function labelErrorsLayout(classes: ClassNames): Layout {
  const numberOf = (name: string | null) => (name === null ? null : classes.names.indexOf(name));
  return {
    columns: [
      'id',
      'url',
      'given_original_label',
      'given_original_label_name',
      'our_guessed_label',
      'our_guessed_label_name',
      'mturk',
    ],
    imageColumn: null,
    fill: (row) => ({
      id: row.row,
      url: row.id,
      given_original_label: numberOf(row.givenLabel),
      given_original_label_name: row.givenLabel,
      our_guessed_label: numberOf(row.suggestedLabel),
      our_guessed_label_name: row.suggestedLabel,
      mturk: row.votes,
    }),
  };
}
