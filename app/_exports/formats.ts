import type { Task } from '#/server/domain/task.ts';
import type { ExportFormat } from '#/server/domain/views.ts';

export const formats: { format: ExportFormat; name: string; say: string; only?: Task }[] = [
  { format: 'csv', name: 'CSV', say: 'One row per sample, with label, given_label, status and who decided when.' },
  { format: 'jsonl', name: 'JSON Lines', say: 'The same fields, one object per line.' },
  { format: 'parquet', name: 'Parquet', say: 'The same columns, typed and compressed.' },
  { format: 'original', name: 'Original', say: 'The format it was imported in, labels corrected, columns added.' },
  {
    format: 'label-errors',
    name: 'Label errors',
    say: 'Every sample that readers answered, with how many chose the given label, the suggested one, both or neither, in the fields of labelerrors.com.',
  },
  {
    format: 'tacred',
    name: 'TACRED',
    say: 'The JSON that programs for TACRED read, relations corrected and nothing added.',
    only: 'relation',
  },
  {
    format: 'retacred-patch',
    name: 'Patch, id to label',
    say: 'Every label by its id, as Re-TACRED publishes them: {"id": "label"}. Excluded samples are not in it.',
    only: 'relation',
  },
  {
    format: 'tacrev-patch',
    name: 'Patch, changes',
    say: 'The changed labels alone, as TACRED Revisited publishes them: [{"id", "relation"}].',
    only: 'relation',
  },
];
