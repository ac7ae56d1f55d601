import { availableParallelism, cpus } from 'node:os';
import { backendName, readyBackend } from '#/ml/backend.ts';
import { type Baseline, baseline, havePython } from '#/ml/bench/quality/baseline.ts';
import { kept } from '#/ml/bench/quality/kept.ts';
import { type Figures, measure } from '#/ml/bench/quality/measure.ts';
import { moreSettings } from '#/ml/bench/quality/more-settings.ts';
import { validatedErrors } from '#/ml/bench/quality/natural.ts';
import { type Planted, plant } from '#/ml/bench/quality/planted.ts';
import { referenceSettings, type Setting } from '#/ml/bench/quality/settings.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { loadGeometry, saveGeometry } from '#/ml/geometry/saved.ts';

/**
 * The quality table: our order of review beside five-fold logistic regression, untuned and tuned, under planted noise.
 *   npm run bench -- quality [setting] [noise,noise…] [seed,seed…]
 * Encodings, geometries and baselines are kept in the folder for temporary files; the other figures are computed anew.
 */

/** Best single figure of the numpy prototype, seed 1. */
const REFERENCE: Record<string, number> = {
  'digits-pixels sym10': 0.984,
  'digits-pixels sym30': 0.9925,
  'digits-pixels pair30': 0.9991,
  'digits-patches sym10': 0.9977,
  'digits-patches sym30': 0.9993,
  'digits-patches pair30': 0.9999,
  'news sym10': 0.95,
  'news sym30': 0.982,
  'news pair30': 0.983,
};
const PLAIN: Planted[] = ['sym0', 'sym5', 'sym10', 'sym20', 'sym30', 'sym40', 'pair10', 'pair30', 'pair40'];
/** Noise under which logistic regression runs too; it takes longer than all the rest. */
const COMPARED: Planted[] = ['sym10', 'sym30', 'pair30', 'mix20-50'];
const MIXED: Planted[] = ['mix20-25', 'mix20-50', 'mix20-75'];

const [only = '', kinds = '', seeds = ''] = process.argv.slice(2);

function mean(values: number[], digits: number): string {
  const sum = values.reduce((a, b) => a + b, 0);
  return Number.isFinite(sum) ? (sum / values.length).toFixed(digits) : '–';
}

function scored(found: Baseline['tuned'] | undefined): string {
  return found ? `${found.self?.toFixed(4) ?? '–'} / ${found.margin?.toFixed(4) ?? '–'}` : '–';
}

/** One line of the table. */
async function line(setting: Setting, geometry: Geometry, noise: Planted): Promise<void> {
  const { name, truth, classes } = setting;
  const found: Figures[] = [];
  const shown = REFERENCE[`${name} ${noise}`];
  for (const seed of (seeds || (shown ? '1,2,3,4' : '1')).split(',').map(Number))
    found.push(await measure(geometry, plant(truth, classes, noise, seed, setting.shared), truth, classes));
  const given = plant(truth, classes, noise, 1, setting.shared);
  const make = async () => baseline(await setting.features(), given, truth);
  const compared = python && COMPARED.includes(noise);
  const other = compared ? await kept(`baseline-${name.replaceAll(/\W/g, '-')}-${noise}`, make) : null;
  const of = (key: Exclude<keyof Figures, 'order'>, digits: number) =>
    mean(
      found.map((f) => f[key]),
      digits,
    );
  const cells = [name, noise, of('cold', 4), of('warm', 4), shown?.toFixed(4) ?? '–'];
  cells.push(scored(other?.untuned), other ? `${scored(other.tuned)} (${other.C})` : '–', of('calibration', 4));
  cells.push(of('planted', 3), of('estimated', 3), noise === 'sym0' ? '–' : of('within', 2), of('gate', 2));
  console.log(`| ${cells.join(' | ')} |`);
  if (noise === 'sym0') natural(setting, found[0].order);
}

/** Labels that people checked and found wrong, in labels as published. */
function natural({ name }: Setting, order: number[]): void {
  const mnist = name.startsWith('digits') ? validatedErrors('mnist') : null;
  const news = name === 'news' ? validatedErrors('20news') : null;
  const top = (wrong: number[], count: number, rows: number[]) => {
    const first = new Set(rows.slice(0, count));
    return `${wrong.filter((row) => first.has(row)).length} of ${wrong.length} validated errors among the top ${count}`;
  };
  if (mnist) console.log(`| ${name} as published | ${top(mnist, 100, order)} of 10,000 |`);
  if (!news) return;
  const tests = order.filter((row) => row >= 11_314).map((row) => row - 11_314);
  for (const count of [93, 200, 500]) console.log(`| news as published | ${top(news, count, tests)} of 7,532 |`);
}

await readyBackend();
const python = havePython();
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${backendName()}; ${seeds ? `seeds ${seeds}` : 'seed 1, in rows with a reference the means over the four shared seeds'}
AP is the average precision of "the given label is wrong"; logistic regression (LR) on seed 1, by self-confidence / margin.
ECE: expected calibration error of p(given) against what was planted. Expected hits: share of hundreds of the queue whose
realised hits lie within the 95% interval of the expected ones.\n`);
console.log(
  '| setting | noise | AP cold | AP warm | reference | LR untuned | LR tuned (C) | ECE | planted | estimated | expected hits | gate |',
);
console.log(`|${' --- |'.repeat(12)}`);
const reference = referenceSettings();
for (const setting of [...reference, ...moreSettings(reference)]) {
  if (!setting.name.includes(only)) continue;
  const noises = reference.includes(setting) ? [...PLAIN, ...MIXED] : (['sym10', 'pair10'] as Planted[]);
  const build = async () => saveGeometry(await buildGeometry(await setting.features(), { seed: 1 }));
  const geometry = loadGeometry(await kept(`geometry-${setting.name.replaceAll(/\W/g, '-')}`, build));
  for (const noise of kinds ? (kinds.split(',') as Planted[]) : noises) await line(setting, geometry, noise);
}
