import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { npy } from '../support/npy.ts';

const folder = fileURLToPath(new URL('../../../shared/data/tacred/', import.meta.url));
const read = (name: string) => readFileSync(folder + name);

/**
 * TACRED's dev set without its sentences, which are licensed: the real ids and labels in its format, every sentence replaced
 * by the same few words, and its place among the others by numbers that mean nothing; the predictions of forty-nine published
 * models, and TACRev's corrections. Null where absent.
 */
export function tacredDev(): Record<'dataset' | 'embeddings' | 'predictions' | 'names' | 'patch', Buffer> | null {
  if (!existsSync(`${folder}dev_predictions.csv.gz`)) return null;
  const [, ...lines] = gunzipSync(read('dev_summary.csv.gz')).toString('utf8').trim().split('\n');
  const rows = lines.map((line, row) => {
    const [id, relation] = line.split(',');
    const organization = relation!.startsWith('org:');
    return {
      id,
      docid: `d${Math.floor(row / 20)}`,
      relation,
      token: ['Sentence', String(row), 'about', organization ? 'Company' : 'Somebody', 'and', 'Something', '.'],
      ...{ subj_start: 3, subj_end: 3, obj_start: 5, obj_end: 5 },
      ...{ subj_type: organization ? 'ORGANIZATION' : 'PERSON', obj_type: 'MISC' },
    };
  });
  return {
    dataset: Buffer.from(JSON.stringify(rows)),
    embeddings: npy(
      rows.map((_, i) => Array.from({ length: 12 }, (_, j) => Math.sin(12.9898 * i * (j + 1) + 78.233 * j))),
    ),
    predictions: read('dev_predictions.csv.gz'),
    names: read('dev_prediction_labels.json'),
    patch: read('dev_patch.json'),
  };
}
