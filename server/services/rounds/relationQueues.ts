import type { QueueFilter } from '#/db/schema/index.ts';
import { doubtedBelow } from './scoreTable.ts';

interface DefaultQueue {
  key: string;
  name: string;
  description: string;
  orderBy: 'suspicion';
  filter: QueueFilter;
}

/**
 * The queues of a dataset of relations, by the mistakes that were found in such: a relation that was overlooked, one that
 * was read into the sentence, and one taken for another. Each holds what the model doubts.
 */
export function relationQueues(negative: string): DefaultQueue[] {
  const doubted = { orderBy: 'suspicion', filter: { pGivenBelow: doubtedBelow } } as const;
  return [
    {
      ...doubted,
      key: 'relation-overlooked',
      name: `${negative} that looks like a relation`,
      description: `Labelled ${negative}, although the model sees a relation.`,
      filter: { ...doubted.filter, given: negative },
    },
    {
      ...doubted,
      key: 'relation-imagined',
      name: 'Relation that looks like none',
      description: `Labelled with a relation, although the model would say ${negative}.`,
      filter: { ...doubted.filter, suggested: negative },
    },
    {
      ...doubted,
      key: 'relation-confused',
      name: 'Confusable relations',
      description: 'Labelled with a relation, although the model sees another one.',
      filter: { ...doubted.filter, notGiven: negative, notSuggested: negative },
    },
  ];
}
