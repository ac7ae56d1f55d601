import { extrinsicNeighbors, extrinsicStrategy } from '#/ml/signals/extrinsic-strategy.ts';
import { signals as signalList } from '#/ml/signals/index.ts';
import type { NeighborView, ReasonView } from '#/server/domain/views.ts';

export interface Evidence {
  given: string | null;
  suggested: string | null;
  pGiven: number;
  pSuggested: number;
  /** In the order of `ml/signals/index.ts`. */
  signals: number[];
  neighbors: NeighborView[];
  /** A picture with a caption; the label says whether they match. */
  captioned?: boolean;
  /** What the user's models say; null or absent without several. */
  votes?: Votes | null;
  /** Labels of reviewed neighbours that speak against the given one, nearest first. */
  reviewed?: string[];
}

export interface Votes {
  models: number;
  against: number;
  /** The label most of those against predict. */
  alternative: string | null;
  alternatives: number;
}

const most = 3;

/** At most three reasons to look at a sample, strongest first, each a sentence with the one measure it speaks of. */
export function reasonsFor(e: Evidence): ReasonView[] {
  const found = [modelReason(e), neighborReason(e), votesReason(e), reviewedReason(e), ...signalReasons(e)].filter(
    (r) => r !== null,
  );
  return found.sort((a, b) => b.value - a.value).slice(0, most);
}

function modelReason({ given, suggested, pGiven, pSuggested }: Evidence): ReasonView | null {
  if (suggested === null) return null;
  const bar = (label: string, value: number, role: 'given' | 'suggested') => ({ label, value, role });
  if (given === null)
    return {
      signal: 'model-disagrees',
      text: `Having learned from all the others, the model would say \`${suggested}\`.`,
      value: pSuggested,
      measure: { kind: 'bars', rows: [bar(suggested, pSuggested, 'suggested')] },
    };
  if (pGiven >= 0.5 && pGiven >= pSuggested) return null;
  return {
    signal: 'model-disagrees',
    text: `Having learned from all the others, the model does not believe \`${given}\`; it would say \`${suggested}\`.`,
    value: 1 - pGiven,
    measure: { kind: 'bars', rows: [bar(given, pGiven, 'given'), bar(suggested, pSuggested, 'suggested')] },
  };
}

/** The label most of the nearest carry, where that is not the given one. */
function neighborReason({ given, neighbors }: Evidence): ReasonView | null {
  const counts = new Map<string, number>();
  for (const n of neighbors) if (n.label !== null) counts.set(n.label, (counts.get(n.label) ?? 0) + 1);
  const [label, on] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
  const of = neighbors.length;
  if (label === null || label === given || on * 2 <= of) return null;
  return {
    signal: 'neighbors-disagree',
    text: `${on === of ? `All ${of}` : `${on} of the ${of}`} most similar samples are labelled \`${label}\`.`,
    value: on / of,
    measure: { kind: 'pips', on, of },
  };
}

/** How many of the user's models predict another label, where that is half of them or more. */
function votesReason({ given, votes }: Evidence): ReasonView | null {
  if (!votes || given === null || votes.alternative === null || votes.against * 2 < votes.models) return null;
  const { models, against, alternative, alternatives } = votes;
  const share = (n: number) => n / models;
  const who = models === 1 ? 'Your model predicts' : `${against} of your ${models} models predict`;
  const what =
    alternatives === against ? `\`${alternative}\`` : `another label, ${alternatives} of them \`${alternative}\``;
  return {
    signal: 'models-disagree',
    text: `${who} ${what}.`,
    value: share(against),
    measure: {
      kind: 'bars',
      rows: [
        { label: given, value: share(models - against), role: 'given' },
        { label: alternative, value: share(alternatives), role: 'suggested' },
      ],
    },
  };
}

/** How many of the nearest reviewed samples speak against the given label: the signal's value tells the count. */
function reviewedReason({ given, signals, reviewed = [] }: Evidence): ReasonView | null {
  const value = signals[signalList.indexOf(extrinsicStrategy)] ?? 0;
  if (given === null || value < extrinsicStrategy.threshold) return null;
  const of = extrinsicNeighbors;
  const on = Math.min(of, Math.ceil(of * value - 1e-6));
  return {
    signal: extrinsicStrategy.id,
    text: `${on === of ? `All ${of}` : `${on} of the ${of}`} nearest reviewed samples say ${whatInstead(reviewed, given)}.`,
    value,
    measure: { kind: 'pips', on, of },
  };
}

/** What most of them say by its name, the others as such. */
function whatInstead(reviewed: readonly string[], given: string): string {
  const counts = new Map<string, number>();
  for (const label of reviewed) counts.set(label, (counts.get(label) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1]);
  const [first, second, ...others] = ranked;
  if (!first) return `something other than \`${given}\``;
  if (!second) return `\`${first[0]}\`, not \`${given}\``;
  const named = `${first[1]} \`${first[0]}\``;
  const rest = others.length > 0 ? `, ${second[1]} \`${second[0]}\` and others` : ` and ${second[1]} \`${second[0]}\``;
  return `something other than \`${given}\`: ${named}${rest}`;
}

/** Sentences of the signals that the two above do not already put into words. */
const sentences: Record<string, { text: string; low: string; high: string }> = {
  'hard-to-learn': { text: 'The model finds it hard to tell between two labels here.', low: 'easy', high: 'hard' },
  'near-duplicates-differ': {
    text: 'Samples that are almost the same carry another label.',
    low: 'all agree',
    high: 'all differ',
  },
  'intrinsic-strategy': {
    text: 'People saw a relation in much the same sentences, where the model sees none either.',
    low: 'far from those',
    high: 'just like those',
  },
  'image-label-consistency': {
    text: 'By its features the picture lies closer to another class than to its own.',
    low: 'its own class',
    high: 'another',
  },
  'own-model-disagrees': {
    text: 'By the probabilities of your own models, this label is held for wrong.',
    low: 'the given label',
    high: 'another',
  },
};

const ofCaptions: typeof sentences = {
  'image-label-consistency': {
    text: 'Captions of similar pictures say something else.',
    low: 'the same',
    high: 'something else',
  },
};

function signalReasons({ signals, captioned = false }: Evidence): ReasonView[] {
  return signalList.flatMap((info, i) => {
    const sentence = (captioned ? ofCaptions[info.id] : undefined) ?? sentences[info.id];
    const value = signals[i] ?? 0;
    if (!sentence || value < info.threshold) return [];
    return [
      {
        signal: info.id,
        text: sentence.text,
        value,
        measure: { kind: 'scale' as const, value, low: sentence.low, high: sentence.high },
      },
    ];
  });
}
