import type { DatasetSource } from '#/db/schema/index.ts';
import type { DatasetSettings } from '#/server/domain/settings.ts';
import type { Task } from '#/server/domain/task.ts';

export interface DemoSet {
  /** `dataset.seedKey`; also names the reader. */
  key: 'practice' | 'mail' | 'digits' | 'relations';
  slug: string;
  name: string;
  task: Task;
  source: Pick<DatasetSource, 'format' | 'columns' | 'order'>;
  settings?: Partial<DatasetSettings>;
  /** Expected rows, for the progress of the first reading. */
  rows: number;
  /** In which turn it is made ready: first the one to begin with, then the longest, so that all are ready soonest. */
  turn: number;
}

const pictures = { format: 'folder', columns: { image: 'image', label: 'label' }, order: ['image', 'label'] };

/** The demo's datasets, the one to begin with first. */
export const demoSets: readonly DemoSet[] = [
  {
    key: 'practice',
    slug: 'digits-practice',
    name: 'Digits, practice',
    task: 'image',
    source: pictures,
    rows: 2000,
    turn: 1,
  },
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
    turn: 3,
  },
  {
    key: 'digits',
    slug: 'handwritten-digits',
    name: 'Handwritten digits',
    task: 'image',
    source: pictures,
    rows: 10_000,
    turn: 2,
  },
  {
    key: 'relations',
    slug: 'relations-generated',
    name: 'Relations, generated',
    task: 'relation',
    source: {
      format: 'json',
      columns: { id: 'id', label: 'relation' },
      order: [
        'id',
        'docid',
        'relation',
        'token',
        'subj_start',
        'subj_end',
        'obj_start',
        'obj_end',
        'subj_type',
        'obj_type',
      ],
    },
    settings: { negativeClass: 'no_relation' },
    rows: 6400,
    turn: 4,
  },
];
