/** What the screens of a team show: queues' settings, conflicts, agreement. Shares lie in [0,1]. */
import type { QueuePolicy } from './queuePolicy.ts';
import type { Verdict } from './verdict.ts';
import type { ContentView, Interval } from './views.ts';

export interface QueueSettings {
  id: string;
  name: string;
  policy: QueuePolicy;
  restricted: boolean;
  /** Everybody who may review the dataset. */
  people: { id: string; name: string; assigned: boolean }[];
}

/** One reader's word on a sample that readers disagree about. */
export interface ReadingView {
  by: string;
  verdict: Verdict;
  /** The chosen label of a relabel, the second of a both; null otherwise. */
  label: string | null;
  /** Why to exclude it. */
  reason: string | null;
  note: string | null;
  at: string;
}

/** All who say the same, and what that is. */
export interface SideView {
  verdict: Verdict;
  label: string | null;
  readings: ReadingView[];
}

export interface ConflictView {
  sampleId: string;
  externalId: string;
  content: ContentView;
  givenLabel: string | null;
  suggestedLabel: string | null;
  /** Largest side first. */
  sides: SideView[];
}

export interface ConflictPage {
  total: number;
  /** Longest waiting first; at most 50. */
  items: ConflictView[];
}

/** How far readers agree, and how well each of them reads. */
export interface AgreementView {
  /** Samples with a reading, with at least two, and readings in all. */
  samples: number;
  shared: number;
  readings: number;
  /** Share of the pairs of readings of one sample that say the same; null without a pair. */
  percent: Interval | null;
  /** Krippendorff's alpha, nominal. */
  alpha: Interval | null;
  pairs: { one: string; other: string; shared: number; percent: number; kappa: Interval | null }[];
  people: PersonAgreement[];
  /** Samples that everybody asked has read: fewer of them than asked for chose the given label. Null without any. */
  validated: { read: number; errors: number; share: Interval } | null;
  /** Samples with a label by consensus, and on how many of them two methods differ from the majority. */
  methods: { samples: number; dawidSkene: number; crowdlab: number };
  /** Where one more reading would tell most (ActiveLab), first first. */
  next: { sampleId: string; externalId: string; readings: number; score: number }[];
}

export interface PersonAgreement {
  name: string;
  readings: number;
  /** Readings of samples that others read too and that are settled. */
  shared: number;
  /** Share of those that say what was settled on; null without any. */
  agreement: Interval | null;
  /** CROWDLAB's: from the model and from the others, in [0,1]; null without a label read. */
  quality: number | null;
  /** The class, of those settled on, that they miss most often; null while nothing is missed. */
  worst: { label: string; missed: number; of: number } | null;
  /** From paint to key, pauses over a minute left out. */
  medianMilliseconds: number | null;
  gold: { right: number; of: number } | null;
}

/** What blind second readings of single answers found; null before the first. */
export interface SecondReadings {
  changes: SecondRead | null;
  keeps: SecondRead | null;
}

export interface SecondRead {
  read: number;
  /** The two readers differ, and no lead has decided yet. */
  unresolved: number;
  /** Share of all such answers that were wrong. */
  wrong: Interval;
}

/** Choosing the model's label, where it was shown and where it was withheld. */
export interface Anchoring {
  shown: { accepted: number; of: number };
  hidden: { accepted: number; of: number };
  /** In share points, shown − hidden. */
  difference: Interval;
}
