/**
 * What services return: the only shapes that reach a client. Ids and labels are strings; shares and probabilities lie
 * in [0,1]; times are ISO 8601 strings; durations are milliseconds.
 */

import type { JobView } from './jobViews.ts';
import type { VisualEvidenceView } from './question.ts';
import type { QueuePolicy } from './queuePolicy.ts';
import type { EntitySpan } from './relation.ts';
import type { DatasetSettings } from './settings.ts';
import type { DatasetState, Task } from './task.ts';
import type { Status, Verdict } from './verdict.ts';

export type { MeView, PersonView } from './accountViews.ts';
export type { ExportFormat, ExportPolicy, ExportView } from './exportViews.ts';
export type { JobView, PreviewView } from './jobViews.ts';
export type { StatsView } from './statsView.ts';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
}

export interface ClassView {
  index: number;
  name: string;
  description: string | null;
  /** The key that chooses it: '0'…'9' when there are at most ten classes, else null. Fixed per class, never by rank. */
  hotKey: string | null;
  /** `#rrggbb`, as a lead set it; null: none. */
  colour: string | null;
  given: number;
}

export interface DatasetView {
  id: string;
  slug: string;
  name: string;
  task: Task;
  state: DatasetState;
  /** Why it failed, or what it waits for: one sentence. */
  message: string | null;
  samples: number;
  decisions: number;
  /** Samples whose current label differs from the given one; null for who only reviews. */
  changed: number | null;
  classes: ClassView[];
  /** Number of the published round; 0 before the first. */
  round: number;
  backend: string | null;
  encoder: string | null;
  settings: DatasetSettings;
  demo: boolean;
  /** Errors were planted, the truth is known to the server, and the score against it is shown. */
  practice: boolean;
  /** How a sample of this task is called on screens: "mail", "picture", "text". */
  noun: { one: string; many: string };
  createdAt: string;
  /** The job that brings it to `ready`, while there is one. */
  job: JobView | null;
  /** Estimated wrong share first and now; null before there is an estimate, and for who only reviews. */
  estimate: { first: Interval; now: Interval } | null;
}

/** A figure with its 95% interval. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** A sample's content. `details` (mail headers, extra columns) are shown on request and never encoded. */
export type ContentView =
  | { kind: 'text'; title: string | null; text: string; details: { name: string; value: string }[] }
  | {
      kind: 'image';
      url: string;
      thumb: string;
      /** What is said about it, where the label is whether that is so. */
      caption: string | null;
      width: number;
      height: number;
      details: { name: string; value: string }[];
    }
  | {
      kind: 'relation';
      text: string;
      subject: EntitySpan;
      object: EntitySpan;
      /** The sentences around it, where the source has them. */
      before: string | null;
      after: string | null;
      details: { name: string; value: string }[];
    };

export interface ReasonView {
  signal: string;
  /** One sentence in plain words; labels in it stand between backticks. */
  text: string;
  /** [0,1]; 1 means look first. */
  value: number;
  /** The one measure under the sentence. */
  measure:
    | { kind: 'bars'; rows: { label: string; value: number; role: 'given' | 'suggested' | 'other' }[] }
    | { kind: 'pips'; on: number; of: number }
    | { kind: 'scale'; value: number; low: string; high: string };
}

export interface NeighborView {
  id: string;
  content: ContentView;
  /** The current label; `was` the given one where they differ. Never another reader's pending verdict. */
  label: string | null;
  was: string | null;
  state: 'given' | 'kept' | 'changed' | 'none';
  similarity: number;
  /** What a reader noted when it was settled. Blind readings go without. */
  note: string | null;
}

/** One leased sample, with all that is needed to decide. Audit draws cannot be told from `plain` suspicious ones. */
export interface ReviewItem {
  leaseId: string;
  expiresAt: string;
  sample: {
    id: string;
    /** These, and both labels, are null in a blind queue. */
    externalId: string | null;
    row: number | null;
    split: string | null;
    content: ContentView;
    givenLabel: string | null;
    currentLabel: string | null;
  };
  /** In a blind queue the given and the suggested label, in an order drawn at random; null elsewhere, or without a second. */
  blind: { left: string; right: string } | null;
  /** Null where the suggestion is withheld, or where the model agrees with the given label and has no other. */
  suggestion: { label: string; probability: number } | null;
  /** p(given label), shown only after `W`. */
  pGiven: number | null;
  /** At most five likeliest classes, for `W`. */
  probabilities: { label: string; probability: number }[];
  reasons: ReasonView[];
  neighbors: NeighborView[];
  /** What a vision model answered about the picture; null where nothing was asked, or evidence is withheld. */
  visual: VisualEvidenceView | null;
  /** Rank by suspicion in the queue's order; null where evidence is withheld. */
  rank: number | null;
}

export interface QueueView {
  id: string;
  key: string;
  name: string;
  /** One line on what it holds. */
  description: string;
  waiting: number;
  /** Expected share that should prove wrong; null without an estimate. */
  expectedPrecision: Interval | null;
  /** Decisions taken through it, and the share of them that changed a label. */
  decisions: number;
  hitRate: number | null;
  filter: { given?: string; suggested?: string };
  /** Readers per sample. */
  overlap: number;
  blind: boolean;
  /** For assigned readers only. */
  restricted: boolean;
}

/** What the ruler and the slip of the review screen need. */
export interface ReviewState {
  dataset: DatasetView;
  queue: QueueView;
  queues: { id: string; name: string; waiting: number }[];
  policy: Pick<QueuePolicy, 'blind' | 'verdicts' | 'requireNoteOnChange'>;
  /** This reader's decisions since the last round of the dataset began its batch, oldest first. */
  mine: Verdict[];
  decisionsToNextRound: number;
  lastRound: RoundNews | null;
  /** This reader's latest decision, for undo; null when there is none to undo. */
  previous: PastDecision | null;
}

export interface PastDecision {
  clientKey: string;
  sampleId: string;
  verdict: Verdict;
  label: string | null;
  givenLabel: string | null;
  at: string;
}

export interface RoundView {
  id: string;
  number: number;
  trigger: 'import' | 'batch' | 'demand';
  state: 'running' | 'published' | 'failed';
  /** All decisions so far that this round learned from. */
  decisions: number;
  /** Labels changed among them. */
  changed: number;
  /** Share of the decisions since the previous round that changed a label; null without any. */
  hitRate: number | null;
  mode: 'cold' | 'warm';
  backend: string;
  durations: Record<string, number>;
  metrics: { estimatedNoise: number; meanSelfConfidence: number; doubted: number };
  diff: { doubted: number; cleared: number };
  samples: number;
  startedAt: string;
  publishedAt: string | null;
}

/**
 * What everybody who reviews is told of a round: that it came and what it did to the order. How much is estimated to be wrong,
 * and what others decided, is for those who may see figures.
 */
export interface RoundNews extends Pick<RoundView, 'number' | 'trigger' | 'state' | 'samples' | 'diff'> {
  /** How long it took. */
  milliseconds: number | null;
}

export interface SampleView {
  id: string;
  row: number;
  externalId: string;
  split: string | null;
  content: ContentView;
  givenLabel: string | null;
  currentLabel: string | null;
  status: Status;
  suggestion: { label: string; probability: number } | null;
  pGiven: number | null;
  suspicion: number | null;
  signals: Record<string, number>;
  decisions: {
    verdict: Verdict | 'retract';
    label: string | null;
    by: string;
    at: string;
    note: string | null;
    late: boolean;
    /** The imported patch it comes from; null for what readers here decided. */
    source: string | null;
  }[];
}

/** Live events of a dataset, over SSE: the same for everybody who may read it, so without figures. */
export type LiveEvent =
  | { type: 'job'; job: JobView }
  | { type: 'round'; round: RoundNews }
  | { type: 'dataset'; slug: string; state: DatasetState }
  | { type: 'decisions'; decisionsToNextRound: number };
