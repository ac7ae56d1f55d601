import type { ClassOperation } from './classOperations.ts';

/** A class with what became of it and what carries it. */
export interface ClassDetail {
  index: number;
  name: string;
  description: string | null;
  colour: string | null;
  hotKey: string | null;
  /** open: can be chosen. */
  state: 'open' | 'archived' | 'merged' | 'split';
  /** Name of the class it was merged into. */
  into: string | null;
  former: string[];
  /** Samples that were imported under it. */
  given: number;
  /** Samples whose label counts as it now. */
  current: number;
  /** Decisions that stand and name it, or keep it. */
  decisions: number;
}

/** An operation that was done, newest first in lists. */
export interface ClassEvent {
  id: string;
  /** In words: "`ham` merged into `spam`". */
  says: string;
  by: string;
  at: string;
  /** It can be taken back: nothing later changed the same classes. */
  undoable: boolean;
}

export interface ClassesView {
  classes: ClassDetail[];
  events: ClassEvent[];
}

/** What an operation would touch, before it is done. */
export interface OperationPreview {
  operation: ClassOperation;
  says: string;
  /** Samples whose label would count as another class, or as none. */
  samples: number;
  /** Decided samples that would be folded anew, and of those, how many would have to be decided again. */
  decided: number;
  again: number;
  /** Queues whose filter names one of the classes. */
  queues: string[];
  /** Exports made so far: they stay as they are. */
  exports: number;
  /** A cold round follows. */
  round: boolean;
}
