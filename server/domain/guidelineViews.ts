import type { ContentView } from './views.ts';

/** Whether a pinned sample belongs to what the guideline describes, or only looks as if it did. */
export type ExampleShows = 'fits' | 'does not fit';

export interface ExampleView {
  sampleId: string;
  shows: ExampleShows;
  why: string;
  externalId: string;
  content: ContentView;
}

/** What is in force for a dataset as a whole (`label` null), or for one class. */
export interface GuidelinePart {
  label: string | null;
  /** Markdown, as written. Shown as elements, never as HTML. */
  text: string;
  examples: ExampleView[];
  /** The version that last changed this part; 0 where nothing has been written. */
  version: number;
}

export interface GuidelineView {
  /** The version shown. */
  version: number;
  /** The version in force; decisions taken now remember it. */
  latest: number;
  /** The dataset's first, then every class in its order. */
  parts: GuidelinePart[];
}

export interface GuidelineVersionView {
  version: number;
  label: string | null;
  text: string;
  /** The text that this version replaced; null where there was none. */
  before: string | null;
  note: string;
  by: string;
  at: string;
  examples: number;
  /** Standing decisions taken while this version was the latest. */
  decisions: number;
}

/** What taking back the decisions under the old text would touch. */
export interface RequeuePreview {
  decisions: number;
  samples: number;
  readers: number;
  /** Of those samples, labels changed that go back to the given one until they are read again. */
  changed: number;
}
