import type { ISql, PendingQuery, Row } from 'postgres';
import { signals } from '#/ml/signals/index.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ClassNames } from './classes.ts';
import type { QueueRow } from './require.ts';

export type Fragment = PendingQuery<Row[]>;

/** Position of a signal in `score.signals`, counted from 1 as SQL does. @throws ErrataError bad_input for an unknown id. */
export function signalPosition(id: string): number {
  const i = signals.findIndex((s) => s.id === id);
  if (i < 0)
    throw new ErrataError(
      'bad_input',
      `There is no signal “${id}”. Order by suspicion, or by one of ${signals.map((s) => s.id).join(', ')}.`,
    );
  return i + 1;
}

/** The value of `score s` that an order ranks by, most suspicious highest. The literal index lets an index match it. */
export function orderValue(sql: ISql, orderBy: string): Fragment {
  return orderBy === 'suspicion' ? sql`s.suspicion` : sql`(s.signals[${sql.unsafe(String(signalPosition(orderBy)))}])`;
}

/** Condition on `score s`: open in the round and inside the queue's filter. A filter naming an unknown class holds nothing. */
export function inQueue(sql: ISql, queue: Pick<QueueRow, 'orderBy' | 'filter'>, classes: ClassNames): Fragment {
  const { given, suggested, notGiven, notSuggested, atLeast, pGivenBelow, guideline } = queue.filter;
  const givenClass = sql`(select g.given_class from sample g where g.id = s.sample_id)`;
  const value = orderValue(sql, queue.orderBy);
  return sql`s.open
    ${atLeast === undefined ? sql`` : sql`and ${value} >= ${atLeast}`}
    ${pGivenBelow === undefined ? sql`` : sql`and s.p_given < ${pGivenBelow}`}
    ${guideline === undefined ? sql`` : sql`and exists (select from decision q where q.sample_id = s.sample_id and q.reason = 'guideline' and q.guideline_version = ${guideline})`}
    ${suggested === undefined ? sql`` : sql`and s.suggested_class = any(${classes.members(suggested)}::smallint[])`}
    ${notSuggested === undefined ? sql`` : sql`and s.suggested_class <> all(${classes.members(notSuggested)}::smallint[])`}
    ${notGiven === undefined ? sql`` : sql`and ${givenClass} <> all(${classes.members(notGiven)}::smallint[])`}
    ${given === undefined ? sql`` : sql`and ${givenClass} = any(${classes.members(given)}::smallint[])`}`;
}
