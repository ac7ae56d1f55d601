import { availableParallelism, cpus } from 'node:os';
import { backendName, readyBackend } from '#/ml/backend.ts';
import { baseline, baselineReview, havePython } from '#/ml/bench/quality/baseline.ts';
import { checkedNews } from '#/ml/bench/quality/checked-news.ts';
import { kept } from '#/ml/bench/quality/kept.ts';
import { limit } from '#/ml/bench/quality/limit.ts';
import { type Planted, plant } from '#/ml/bench/quality/planted.ts';
import { foundBy, order, review } from '#/ml/bench/quality/review.ts';
import { referenceSettings, type Setting } from '#/ml/bench/quality/settings.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { loadGeometry, saveGeometry } from '#/ml/geometry/saved.ts';

/**
 * Simulated review in batches of 50, as many decisions as there are planted errors: errors found by the first order, by
 * the order that is retrained after each batch, and by tuned logistic regression with margin order, as it is and
 * retrained ten times on the way.
 *   npm run bench -- learning [setting] [noise,noise…] [seed]
 */
const BATCH = 50;
const [only = '', kinds = 'sym10,pair10', seed = '1'] = process.argv.slice(2);
const python = havePython();

async function curves(setting: Setting, geometry: Geometry, noise: Planted): Promise<void> {
  const { name, truth, published = truth, classes } = setting;
  const labels = plant(published, classes, noise, Number(seed), setting.shared);
  const { errors, fixed, retrained, last } = await review(geometry, labels, truth, classes, BATCH);
  const end = fixed.length - 1;
  const behind = fixed.map((found, at) => found - retrained[at]);
  const closed = (retrained[end] - fixed[end]) / (errors - fixed[end]);
  console.log(`\n${name}, ${noise}, seed ${seed}: ${errors} errors; after as many decisions ${fixed[end]} found by the first order,
${retrained[end]} retrained, ${(100 * closed).toFixed(0)}% of the gap closed; ${behind.filter((b) => b > 0).length} of ${fixed.length} batches behind, by ${Math.max(0, ...behind)} at most`);
  const best = limit(geometry, labels, truth, classes, noise);
  console.log(`with every other label right and the noise known these experts find ${best}`);
  const tenths = Array.from({ length: 10 }, (_, t) => Math.min(end, Math.round(((t + 1) * errors) / 10 / BATCH) - 1));
  const row = (title: string, found: (number | undefined)[]) => console.log(`| ${title} | ${found.join(' | ')} |`);
  row(
    'decisions',
    tenths.map((at) => Math.min(errors, (at + 1) * BATCH)),
  );
  console.log(`|${' --- |'.repeat(11)}`);
  row(
    'first order',
    tenths.map((at) => fixed[at]),
  );
  row(
    'retrained',
    tenths.map((at) => retrained[at]),
  );
  if (python) await logistic(setting, labels, noise, errors, tenths, row);
  const live = Object.entries(last.precision ?? {}).map(([id, { judged, wrong }]) => `${id} ${wrong} of ${judged}`);
  console.log(`live precision: ${live.join(', ')}; learned: ${JSON.stringify(last.method.learned)}`);
}

async function logistic(
  { name, truth, features }: Setting,
  labels: Int32Array,
  noise: Planted,
  errors: number,
  tenths: number[],
  row: (title: string, found: (number | undefined)[]) => void,
): Promise<void> {
  const matrix = await features();
  const start = await kept(`baseline-${name}-${noise}${seed === '1' ? '' : `-${seed}`}`, () =>
    baseline(matrix, labels, truth),
  );
  if (!start) return;
  const wrong = labels.map((label, i) => (label === truth[i] ? 0 : 1));
  const first = foundBy(order(start.doubt), wrong, errors, BATCH);
  row(
    'LR, first order',
    tenths.map((at) => first[at]),
  );
  const again = await kept(`review-${name}-${noise}-${seed}`, () => baselineReview(matrix, labels, truth, start.C));
  if (again) row('LR, retrained', again);
}

await readyBackend();
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${backendName()}`);
for (const setting of [...referenceSettings(), ...checkedNews()]) {
  if (!setting.name.includes(only)) continue;
  const build = async () => saveGeometry(await buildGeometry(await setting.features(), { seed: 1 }));
  const geometry = loadGeometry(await kept(`geometry-${setting.name.replace(/, .*/, '')}`, build));
  for (const noise of kinds.split(',') as Planted[]) await curves(setting, geometry, noise);
}
