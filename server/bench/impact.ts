/**
 * The leaderboard of the forty-nine models on TACRED's dev set, on its labels and on those that TACRev corrected:
 *   npm run bench -- server/bench/impact.ts
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { needSharedFile, sharedFile } from '#/ml/data/folder.ts';
import { compareScores } from '#/ml/metrics/benchmark-bootstrap.ts';
import { patternsOf } from '#/ml/metrics/benchmark-scores.ts';
import { accuracyAt, crossover } from '#/server/domain/prevalence.ts';
import { openTables } from '#/server/formats/tables.ts';
import { ProblemList } from '#/server/services/imports/problems.ts';
import { readModels } from '#/server/services/models/readModels.ts';
import { unpacked } from '#/server/services/models/unpacked.ts';

const file = (name: string) => ({ name: basename(name), path: needSharedFile(`tacred/${name}`) });

async function givenLabels(): Promise<{ ids: string[]; labels: string[] }> {
  const opened = await unpacked(file('dev_summary.csv.gz'));
  const source = await openTables([opened]);
  const found = { ids: [] as string[], labels: [] as string[] };
  for await (const { fields } of source.records()) {
    found.ids.push(String(fields.id));
    found.labels.push(String(fields.given_label));
  }
  await source.close();
  await opened.done();
  return found;
}

if (sharedFile('tacred/dev_predictions.csv.gz') === null) console.log('skipped: the shared TACRED files are absent');
else {
  const { ids, labels } = await givenLabels();
  const classes = [...new Set(labels)].sort();
  const given = Int32Array.from(labels, (label) => classes.indexOf(label));
  const patch: { id: string; relation: string }[] = JSON.parse(
    readFileSync(needSharedFile('tacred/dev_patch.json'), 'utf8'),
  );
  const byId = new Map(ids.map((id, row) => [id, row]));
  const corrected = given.slice();
  for (const { id, relation } of patch) corrected[byId.get(id)!] = classes.indexOf(relation);
  const problems = new ProblemList();
  const models = await readModels([file('dev_predictions.csv.gz'), file('dev_prediction_labels.json')], {
    rows: { count: ids.length, byId },
    classes,
    given,
    problems,
    notes: [],
    onRow: () => {},
  });
  if (problems.count > 0) throw problems.error();
  const predictions = models.flatMap((m) => (m.predictions.kind === 'labels' ? [m.predictions.labels] : []));
  const benchmark = { given, corrected, predictions, negative: classes.indexOf('no_relation') };
  const start = performance.now();
  const course = compareScores(patternsOf(benchmark), { resamples: 500, seed: 0 });
  let step = course.next();
  while (!step.done) step = course.next();
  const { value: found } = step;
  const seconds = (performance.now() - start) / 1000;
  const points = (v: number) => (100 * v).toFixed(1);
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
  const changed = given.filter((label, row) => label !== corrected[row]).length;
  console.log(`TACRED dev: ${ids.length} samples, ${changed} labels corrected, ${models.length} models`);
  console.log(
    `micro-F1 without no_relation, mean of the models: ${points(mean(found.given))} → ${points(mean(found.corrected))}`,
  );
  const order = [...models.keys()].sort((a, b) => found.rankCorrected[a]! - found.rankCorrected[b]!);
  for (const m of order.slice(0, 10))
    console.log(
      `  ${found.rankCorrected[m]}. (${found.rankGiven[m]}.) ${models[m]!.name}  ${points(found.given[m]!)} → ${points(found.corrected[m]!)}`,
    );
  const sure = found.inversions.filter((i) => i.support >= 0.95);
  console.log(
    `${found.inversions.length} pairs change places, ${sure.length} of them in at least 95% of 500 resamples:`,
  );
  const parts = predictions.map((predicted) => {
    const share = (rows: number[]) => rows.filter((row) => predicted[row] === corrected[row]).length / rows.length;
    const all = [...given.keys()];
    return {
      onCorrected: share(all.filter((row) => given[row] !== corrected[row])),
      onRest: share(all.filter((row) => given[row] === corrected[row])),
    };
  });
  for (const { before, after, support } of sure) {
    const at = crossover(parts[before]!, parts[after]!);
    const meet =
      at === null ? '' : `, accuracies meet at ${points(at)}% wrong labels (${points(accuracyAt(parts[before]!, at))})`;
    console.log(`  ${models[before]!.name} → ${models[after]!.name}, ${points(support)}%${meet}`);
  }
  console.log(`${seconds.toFixed(1)} s`);
}
