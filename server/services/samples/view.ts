import type { StoredContent } from '#/db/schema/index.ts';
import { signals } from '#/ml/signals/index.ts';
import type { Status } from '#/server/domain/verdict.ts';
import type { SampleView } from '#/server/domain/views.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { toContentView } from './content.ts';
import { toSuggestion } from './suggestion.ts';

/** A sample with its state and, once a round is published, its scores. */
export interface SampleRow {
  id: string;
  row: number;
  external_id: string;
  split: string | null;
  content: StoredContent;
  given_class: number | null;
  status: Status | null;
  current_class: number | null;
  p_given: number | null;
  suggested_class: number | null;
  p_suggested: number | null;
  suspicion: number | null;
  signals: number[] | null;
}

/** @param upTo cuts long text short, in characters. */
export function sampleView(
  r: SampleRow,
  classes: ClassNames,
  decisions: SampleView['decisions'],
  upTo?: number,
): SampleView {
  const scored = r.p_given !== null && r.suggested_class !== null && r.p_suggested !== null;
  return {
    id: r.id,
    row: r.row,
    externalId: r.external_id,
    split: r.split,
    content: toContentView(r.id, r.content, upTo),
    givenLabel: classes.ownNameOf(r.given_class),
    currentLabel: classes.nameOf(r.status === null ? r.given_class : r.current_class),
    status: r.status ?? 'unreviewed',
    suggestion: scored ? toSuggestion(classes, r.suggested_class!, r.p_suggested!, r.p_given!) : null,
    pGiven: classes.current(r.given_class) === null ? null : r.p_given,
    suspicion: r.suspicion,
    signals: Object.fromEntries(
      signals.flatMap((s, i) => (r.signals?.[i] === undefined ? [] : [[s.id, r.signals[i]]])),
    ),
    decisions,
  };
}
