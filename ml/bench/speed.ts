import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { backendName, readyBackend, readyTensors } from '#/ml/backend.ts';
import { clusters } from '#/ml/bench/data/clusters.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import { runRound } from '#/ml/round/round.ts';
import type { Evidence } from '#/ml/types.ts';

/** Time and memory of geometry, cold and warm rounds on Gaussian clusters with 10% wrong labels, ten classes. */

const CLASSES = 10;
const SIZES = [
  [2000, 512],
  [10_000, 512],
  [100_000, 384],
] as const;

/** Runs and prints one line: wall and CPU seconds, and the process's memory at its highest so far. */
async function timed<T>(rows: number, cols: number, name: string, run: () => Promise<T>): Promise<T> {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  const result = await run();
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - wall) / 1000;
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  const busy = ((used.user + used.system) / 1e6).toFixed(2);
  console.log(`| ${rows} × ${cols} | ${name} | ${seconds.toFixed(2)} | ${busy} | ${peak} |`);
  return result;
}

/** The same task by five-fold logistic regression, where scikit-learn is installed. */
function baseline(rows: number, cols: number): void {
  const script = `
import time, numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
r = np.random.default_rng(1); c = .25 * r.standard_normal((10, ${cols})); t = r.integers(0, 10, ${rows})
X = (c[t] + r.standard_normal((${rows}, ${cols}))).astype('f4'); y = np.where(r.random(${rows}) < .1, (t + 1) % 10, t)
s = time.time(); cross_val_predict(LogisticRegression(max_iter=400), X, y, cv=5, method='predict_proba', n_jobs=2)
print(round(time.time() - s, 2))`;
  const ran = spawnSync('/usr/bin/python3', ['-W', 'ignore', '-c', script], { encoding: 'utf8' });
  const seconds = ran.status === 0 ? ran.stdout.trim() : 'scikit-learn is not installed';
  console.log(`| ${rows} × ${cols} | five-fold logistic regression | ${seconds} | | |`);
}

/** Only sizes from `least` to `most` rows are measured; with `tensors` on TensorFlow.js whatever else is installed. */
async function benchSpeed(least: number, most: number, tensors: boolean): Promise<void> {
  await (tensors ? readyTensors() : readyBackend());
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${backendName()}`;
  console.log(`${new Date().toISOString().slice(0, 10)}, ${machine}\n`);
  console.log('| rows × features | step | wall s | CPU s | peak memory MB |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const [rows, cols] of SIZES) {
    if (rows < least || rows > most) continue;
    const { features, labels } = clusters(rows, cols, CLASSES);
    const geometry = await timed(rows, cols, 'geometry', () => buildGeometry(features, { seed: 1 }));
    const input = { labels, classes: CLASSES, evidence: [] as Evidence[], seed: 1 };
    const cold = await timed(rows, cols, 'cold round', () => runRound(geometry, { ...input, mode: 'cold' }));
    const evidence = Array.from({ length: 100 }, (_, i): Evidence => ({ row: i, kind: 'label', label: labels[i] }));
    for (const name of ['first warm round', 'warm round']) {
      const warm = await timed(rows, cols, name, () =>
        runRound(geometry, { ...input, evidence, mode: 'warm', warm: cold.warm }),
      );
      const stages = Object.entries(warm.durations).map(([stage, ms]) => `${stage} ${ms.toFixed(0)} ms`);
      console.log(`| | ${stages.join(', ')}; neighbour recall ${geometry.neighbors.recall.toFixed(3)} | | | |`);
    }
    baseline(rows, cols);
  }
}

const { values } = parseArgs({
  options: {
    least: { type: 'string', default: '0' },
    most: { type: 'string', default: 'Infinity' },
    tensors: { type: 'boolean', default: false },
  },
});
await benchSpeed(Number(values.least), Number(values.most), values.tensors);
