import { isSettled } from '#/server/domain/currentLabel.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { evidenceView } from '#/server/services/questions/evidenceView.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import type { DrawnQueue } from '#/server/services/queues/require.ts';
import { toContentView } from '#/server/services/samples/content.ts';
import { toSuggestion } from '#/server/services/samples/suggestion.ts';
import { blindItem } from './blindItem.ts';
import type { Held } from './hold.ts';
import { toNeighborViews } from './neighbors.ts';
import type { ItemRow, ItemsRead, Place } from './readItems.ts';
import { reasonsFor, type Votes } from './reasons.ts';

export interface Shown extends Pick<Place, 'queue' | 'classes'> {
  held: Held[];
  userId: string;
  /** A lead sees what others decided; an annotator only their own decisions. */
  seesAll: boolean;
}

/** Everything needed to decide on the held samples, in their order, from what was read of them; those not read are left out. */
export function toItems({ queue, classes, held, userId, seesAll }: Shown, read: ItemsRead): ReviewItem[] {
  const neighbors = toNeighborViews(read.near, classes);
  return held.flatMap((h) => {
    const r = read.items.get(h.sampleId);
    if (!r) return [];
    if (h.blind)
      return [
        blindItem(h, {
          content: toContentView(r.id, r.content),
          given: classes.nameOf(r.given_class),
          suggested: classes.nameOf(h.suggestedClass),
          likeliest: (r.top_classes ?? []).map((c) => classes.nameOf(c)),
        }),
      ];
    const first = h.kind === 'reading';
    const maySee = isSettled(r.status) && first && (seesAll || r.decided_by === userId);
    const sample = {
      id: r.id,
      externalId: r.external_id,
      row: r.row,
      split: r.split,
      content: toContentView(r.id, r.content),
      givenLabel: classes.nameOf(r.given_class),
      currentLabel: classes.nameOf(maySee ? r.current_class : r.given_class),
    };
    const item = { leaseId: h.id, expiresAt: h.expiresAt.toISOString(), sample, blind: null };
    if (h.plain || r.p_given === null)
      return [
        {
          ...item,
          suggestion: null,
          pGiven: null,
          probabilities: [],
          reasons: [],
          neighbors: [],
          visual: null,
          rank: null,
        },
      ];
    const close = neighbors.get(h.sampleId) ?? [];
    const votes = votesOf(r, classes);
    return [
      {
        ...item,
        suggestion: voted(queue, votes) ?? toSuggestion(classes, r.suggested_class, r.p_suggested, r.p_given),
        pGiven: classes.current(r.given_class) === null ? null : r.p_given,
        probabilities: r.top_classes.flatMap((c, i) => {
          const label = classes.nameOf(c);
          return label === null ? [] : [{ label, probability: r.top_probabilities[i] ?? 0 }];
        }),
        reasons: reasonsFor({
          given: sample.givenLabel,
          suggested: classes.nameOf(r.suggested_class),
          pGiven: r.p_given,
          pSuggested: r.p_suggested,
          signals: r.signals,
          neighbors: close,
          captioned: r.content.kind === 'image' && r.content.caption !== undefined,
          votes,
          reviewed: (r.said ?? []).flatMap((c) => classes.nameOf(c) ?? []),
        }),
        neighbors: close,
        visual: r.visual_evidence
          ? evidenceView({ model: r.visual_model ?? '', evidence: r.visual_evidence }, { userId, seesAll })
          : null,
        rank: read.ranks.get(r.value) ?? null,
      },
    ];
  });
}

function votesOf({ models, against, alternative, alternatives }: ItemRow, classes: ClassNames): Votes | null {
  return models === null ? null : { models, against, alternative: classes.nameOf(alternative), alternatives };
}

/** In the queue that goes by the user's models, theirs is the suggestion: what most of those against predict. */
function voted(queue: DrawnQueue, votes: Votes | null): ReviewItem['suggestion'] {
  if (queue.orderBy !== 'models-disagree' || !votes?.alternative) return null;
  return { label: votes.alternative, probability: votes.alternatives / votes.models };
}
