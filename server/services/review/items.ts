import { flight } from '#/db/flight.ts';
import type { StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { isSettled } from '#/server/domain/currentLabel.ts';
import type { EvidenceRow } from '#/server/domain/question.ts';
import type { Status } from '#/server/domain/verdict.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { evidenceView } from '#/server/services/questions/evidenceView.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { orderValue } from '#/server/services/queues/order.ts';
import type { DrawnQueue } from '#/server/services/queues/require.ts';
import { toContentView } from '#/server/services/samples/content.ts';
import { toSuggestion } from '#/server/services/samples/suggestion.ts';
import { blindItem } from './blindItem.ts';
import type { Held } from './hold.ts';
import { type NeighborRow, neighborStatement, toNeighborViews } from './neighbors.ts';
import { ranksOf } from './rank.ts';
import { reasonsFor, type Votes } from './reasons.ts';

interface ItemRow {
  id: string;
  external_id: string;
  row: number;
  split: string | null;
  content: StoredContent;
  given_class: number | null;
  status: Status | null;
  current_class: number | null;
  decided_by: string | null;
  p_given: number | null;
  suggested_class: number;
  p_suggested: number;
  signals: number[];
  top_classes: number[];
  top_probabilities: number[];
  visual_model: string | null;
  visual_evidence: EvidenceRow[] | null;
  value: number;
  /** What the user's models say; null where they say nothing. */
  models: number | null;
  against: number;
  alternative: number;
  alternatives: number;
  /** Labels of reviewed neighbours that speak against the given one; null where none do. */
  said: number[] | null;
}

export interface Shown {
  /** The round whose scores are shown. */
  roundId: number;
  queue: DrawnQueue;
  classes: ClassNames;
  held: Held[];
  /** A lead sees what others decided; an annotator only their own decisions. */
  seesAll: boolean;
}

/** Everything needed to decide on the held samples, in their order. Plain ones carry nothing of the model's. */
export async function buildItems(ctx: Ctx, { roundId, queue, classes, held, seesAll }: Shown): Promise<ReviewItem[]> {
  if (!held.length) return [];
  const shown = held.filter((h) => !h.plain && !h.blind).map((h) => h.sampleId);
  let items!: PromiseLike<ItemRow[]>;
  let near!: PromiseLike<NeighborRow[]>;
  await flight(ctx.quick, (tx) => {
    const read = tx<ItemRow[]>`
      select p.id, p.external_id, p.row, p.split, p.content, p.given_class, x.status, x.current_class, x.decided_by,
        s.p_given, s.suggested_class, s.p_suggested, s.signals, s.top_classes, s.top_probabilities,
        ${orderValue(tx, queue.orderBy)} as value, v.models, v.against, v.alternative, v.alternatives,
        c.model as visual_model, c.evidence as visual_evidence, z.said
      from sample p
      left join sample_state x on x.sample_id = p.id
      left join model_vote v on v.dataset_id = p.dataset_id and v.row = p.row
      left join score s on s.round_id = ${roundId} and s.sample_id = p.id
      left join consistency c on c.sample_id = p.id
      left join reviewed_near z on z.sample_id = p.id
      where p.id = any(${held.map((h) => h.sampleId)}::bigint[])`;
    const beside = neighborStatement(tx, queue.datasetId, shown);
    [items, near] = [read, beside];
    return [read, beside];
  });
  const rows = await items;
  const neighbors = toNeighborViews(await near, classes);
  const byId = new Map(rows.map((r) => [Number(r.id), r]));
  const values = shown.flatMap((id) => byId.get(id)?.value ?? []);
  const ranks =
    queue.policy.order === 'random'
      ? new Map<number, number>()
      : await ranksOf(ctx.quick, { queue, classes, roundId }, values);
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return held.flatMap((h) => {
    const r = byId.get(h.sampleId);
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
        rank: ranks.get(r.value) ?? null,
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
