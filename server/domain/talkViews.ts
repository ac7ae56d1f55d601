import type { ContentView } from './views.ts';

export interface CommentView {
  id: string;
  by: string;
  mine: boolean;
  text: string;
  at: string;
  /** Names that stand in the text after an @ and belong to people. */
  mentions: string[];
  /** When its author last put it in other words; null if never. */
  edited: string | null;
  /** Who took it away: then there is no text. */
  deleted: 'author' | 'lead' | null;
  mayEdit: boolean;
  mayDelete: boolean;
}

/** A first comment on a sample and the replies to it, oldest first. */
export interface ThreadView {
  id: string;
  sampleId: string;
  comments: CommentView[];
  resolved: { by: string; at: string } | null;
  /** Somebody named the reader in it since they last opened it. */
  unread: boolean;
}

export interface SampleTalk {
  threads: ThreadView[];
  /** Threads of others that appear once this reader has decided. */
  withheld: number;
}

/** A thread where one stands outside of its sample. */
export interface TalkItem extends ThreadView {
  dataset: { slug: string; name: string };
  sample: { externalId: string; content: ContentView };
}
