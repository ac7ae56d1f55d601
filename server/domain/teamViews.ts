/** What the screens of a team show: queues' settings, conflicts, agreement. Shares lie in [0,1]. */
import type { QueuePolicy } from './queuePolicy.ts';

export interface QueueSettings {
  id: string;
  name: string;
  policy: QueuePolicy;
  restricted: boolean;
  /** Everybody who may review the dataset. */
  people: { id: string; name: string; assigned: boolean }[];
}
