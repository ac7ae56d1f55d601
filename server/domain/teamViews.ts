/** What the screens of a team show: queues' settings, conflicts, agreement. Shares lie in [0,1]. */
import type { QueuePolicy } from './queuePolicy.ts';
import type { Verdict } from './verdict.ts';
import type { ContentView } from './views.ts';

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
