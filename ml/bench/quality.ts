import { availableParallelism, cpus } from 'node:os';
import { seeded } from '#/ml/algebra/random.ts';
import { backendName, readyBackend } from '#/ml/backend.ts';
import { digitPictures, haveDigits, readDigits } from '#/ml/data/digits.ts';
import { haveNews, readNews } from '#/ml/data/news.ts';
import { readNoise } from '#/ml/data/noise.ts';
import { encodeImages, encodeTexts } from '#/ml/encoders/index.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { averagePrecision } from '#/ml/metrics/ranking.ts';
import { runRound } from '#/ml/round/round.ts';
import type { Matrix } from '#/ml/types.ts';

/** Average precision of "the given label is wrong" under the shared noise vectors, means over their four seeds. */

const SEEDS = [1, 2, 3, 4];

interface Setting {
  name: string;
  data: 'digits' | 'news';
  truth: Int32Array;
  features: () => Promise<Matrix>;
}

function settings(): Setting[] {
  const list: Setting[] = [];
  if (haveDigits()) {
    const digits = readDigits();
    const pixels = Float32Array.from(digits.pixels, (v) => v / 255);
    const matrix = { data: pixels, rows: digits.count, cols: 784 };
    list.push({ name: 'digits-pixels', data: 'digits', truth: digits.labels, features: async () => matrix });
    const patches = () => encodeImages(() => digitPictures(digits), { seed: 0 });
    list.push({ name: 'digits-patches', data: 'digits', truth: digits.labels, features: patches });
  }
  if (haveNews()) {
    const { texts, labels } = readNews();
    list.push({ name: 'news', data: 'news', truth: labels, features: () => encodeTexts(() => texts, { seed: 0 }) });
  }
  return list;
}

/** Half of the wrong labels spread evenly, half to the next class: real noise is a mixture. */
function mixture(truth: Int32Array, classes: number, seed: number): Int32Array {
  const random = seeded(1000 + seed);
  return truth.map((label) => {
    const chance = random.uniform();
    if (chance >= 0.2) return label;
    return chance < 0.1 ? (label + 1) % classes : (label + 1 + random.below(classes - 1)) % classes;
  });
}

interface Figures {
  cold: number;
  warm: number;
  gate: number;
  rate: number;
  seconds: number;
}

async function measure(geometry: Geometry, labels: Int32Array, truth: Int32Array, classes: number): Promise<Figures> {
  const wrong = labels.map((label, i) => (label === truth[i] ? 0 : 1));
  const start = process.cpuUsage();
  const input = { labels, classes, evidence: [], seed: 1 };
  const cold = await runRound(geometry, { ...input, mode: 'cold' });
  const seconds = process.cpuUsage(start).user / 1e6;
  const warm = await runRound(geometry, { ...input, mode: 'warm', warm: cold.warm });
  return {
    cold: averagePrecision(cold.suspicion, wrong),
    warm: averagePrecision(warm.suspicion, wrong),
    gate: Number(cold.method.gate),
    rate: cold.noiseRate,
    seconds,
  };
}

/** Only settings whose name contains `only` are measured. */
export async function benchQuality(only = ''): Promise<void> {
  await readyBackend();
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${backendName()}`;
  console.log(`${new Date().toISOString().slice(0, 10)}, ${machine}; average precision, mean over seeds ${SEEDS}\n`);
  console.log('| setting | noise | cold | cold, per seed | warm | gate | noise rate | round, CPU s |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { name, data, truth, features } of settings()) {
    if (!name.includes(only)) continue;
    const geometry = await buildGeometry(await features(), { seed: 1 });
    const classes = truth.reduce((a, b) => Math.max(a, b)) + 1;
    for (const noise of ['sym10', 'sym30', 'pair30', 'mixture'] as const) {
      const found: Figures[] = [];
      for (const seed of SEEDS) {
        const labels = noise === 'mixture' ? mixture(truth, classes, seed) : readNoise(data, noise, seed);
        found.push(await measure(geometry, labels, truth, classes));
      }
      const mean = (of: (f: Figures) => number) => found.reduce((sum, f) => sum + of(f), 0) / found.length;
      const each = found.map((f) => f.cold.toFixed(4)).join(' ');
      console.log(
        `| ${name} | ${noise} | ${mean((f) => f.cold).toFixed(4)} | ${each} | ${mean((f) => f.warm).toFixed(4)} | ${mean((f) => f.gate).toFixed(2)} | ${mean((f) => f.rate).toFixed(3)} | ${mean((f) => f.seconds).toFixed(1)} |`,
      );
    }
  }
}

await benchQuality(process.argv[2]);
