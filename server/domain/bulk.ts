import type { Status } from './verdict.ts';

/** verifying: single answers are being given. committed and undone are what the log says; the others are on their way. */
export type BulkState = 'verifying' | 'committing' | 'committed' | 'undoing' | 'undone' | 'cancelled';

/** Which samples a bulk is about, as the samples browser filters them. */
export interface BulkFilter {
  search?: string;
  status?: Status;
  given?: string;
  suggested?: string;
  split?: string;
}

/** Samples that a bulk left alone: held by another reader, or decided by someone meanwhile. */
export interface BulkSkipped {
  held: number;
  decided: number;
}
