/**
 * The encoder `relation` under the model of a round on SemEval-2010 Task 8, trained and tested as published:
 *   npm run bench -- server/bench/relation.ts
 * The test sentences have no label in the round; their likeliest class is the prediction. Ends with 1 below the target.
 * Then, on the same sentences: of the relations that were hidden as `Other`, how many lead the order of review.
 */
import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import { needSharedFile, sharedFile } from '#/ml/data/folder.ts';
import { encodeRelations } from '#/ml/encoders/index.ts';
import { buildGeometry, type Geometry, runRound } from '#/ml/index.ts';
import { openSource } from '#/server/formats/index.ts';
import { type ImportRecord, toImportRecord } from '#/server/services/imports/record.ts';
import { officialScore } from './relation/officialScore.ts';

const target = 0.72;

async function read(name: string): Promise<ImportRecord[]> {
  const source = await openSource(needSharedFile(`semeval2010_task8/${name}`));
  const records: ImportRecord[] = [];
  const columns = { id: 'id', text: 'sentence', label: 'relation' };
  for await (const record of source.records()) records.push(toImportRecord(record, columns, 'relation'));
  await source.close();
  return records;
}

if (sharedFile('semeval2010_task8/TRAIN_FILE.TXT') === null) {
  console.log('skipped: the shared SemEval-2010 Task 8 files are absent');
} else {
  const [train, test] = [await read('TRAIN_FILE.TXT'), await read('TEST_FILE_FULL.TXT')];
  const all = [...train, ...test];
  const classes = [...new Set(all.map((r) => r.label!))].sort();
  const start = performance.now();
  const items = all.flatMap(({ content }) => (content.kind === 'relation' ? [content] : []));
  const features = await encodeRelations(items, { seed: 0 });
  const encoded = performance.now();
  const geometry = await buildGeometry(features, { seed: 0 });
  const labels = Int32Array.from(all, ({ label }, i) => (i < train.length ? classes.indexOf(label!) : -1));
  const round = await runRound(geometry, { labels, classes: classes.length, evidence: [], mode: 'cold', seed: 0 });
  const done = performance.now();
  const predicted = test.map((_, i) => classes[round.topClasses[(train.length + i) * 5]!]!);
  const { macro, relations } = officialScore(
    test.map((r) => r.label!),
    predicted,
  );
  console.log(`SemEval-2010 Task 8, ${train.length} train, ${test.length} test, ${features.cols} columns`);
  for (const { relation, precision, recall, f1 } of relations)
    console.log(`  ${relation.padEnd(20)} P ${precision.toFixed(3)}  R ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}`);
  console.log(`macro-F1 over nine directed relations, without Other: ${macro.toFixed(4)} (target ${target})`);
  console.log(
    `encode ${((encoded - start) / 1000).toFixed(1)} s, geometry and round ${((done - encoded) / 1000).toFixed(1)} s`,
  );
  if (macro < target) process.exitCode = 1;
  await findHidden(geometry, all, classes);
}

/** Hides an eighth of the relations as `Other` and counts how many of them stand first in the order, without any review. */
async function findHidden(geometry: Geometry, all: ImportRecord[], classes: string[]): Promise<void> {
  const other = classes.indexOf('Other');
  const related = all.flatMap(({ label }, row) => (label === 'Other' ? [] : [row]));
  const hidden = new Set(
    Array.from(sampleRows(related.length, Math.round(related.length / 8), seeded(1)), (at) => related[at]!),
  );
  const labels = Int32Array.from(all, ({ label }, row) => (hidden.has(row) ? other : classes.indexOf(label!)));
  const input = { labels, classes: classes.length, negative: other, seed: 0 };
  const { suspicion } = await runRound(geometry, { ...input, evidence: [], mode: 'cold' });
  const order = Array.from(labels.keys()).sort((a, b) => suspicion[b]! - suspicion[a]!);
  for (const times of [1, 1.5, 2]) {
    const read = Math.round(times * hidden.size);
    const found = order.slice(0, read).filter((row) => hidden.has(row)).length;
    console.log(
      `${hidden.size} relations hidden as Other among ${all.length}: ${found} (${((100 * found) / hidden.size).toFixed(0)}%) among the first ${read}`,
    );
  }
}
