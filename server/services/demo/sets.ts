import type { DatasetSource } from '#/db/schema/index.ts';
import type { Task } from '#/server/domain/task.ts';

export interface DemoSet {
  /** `dataset.seedKey`; also names the reader. */
  key: 'practice' | 'mail' | 'digits';
  slug: string;
  name: string;
  task: Task;
  source: Pick<DatasetSource, 'format' | 'columns' | 'order'>;
  /** Expected rows, for the progress of the first reading. */
  rows: number;
}

const pictures = { format: 'folder', columns: { image: 'image', label: 'label' }, order: ['image', 'label'] };

/** The demo's datasets in the order they are made ready; the one to begin with comes first. */
export const demoSets: readonly DemoSet[] = [
  { key: 'practice', slug: 'digits-practice', name: 'Digits, practice', task: 'image', source: pictures, rows: 2000 },
  {
    key: 'mail',
    slug: 'mail',
    name: 'Mail',
    task: 'text',
    source: {
      format: 'jsonl',
      columns: { id: 'id', title: 'subject', text: 'body', label: 'label' },
      order: ['id', 'subject', 'body', 'label'],
    },
    rows: 6000,
  },
  {
    key: 'digits',
    slug: 'handwritten-digits',
    name: 'Handwritten digits',
    task: 'image',
    source: pictures,
    rows: 10_000,
  },
];
