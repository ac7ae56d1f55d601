import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { seeded } from '#/ml/algebra/random.ts';
import { findLabelIssues, type LabelIssuesInput } from '#/ml/classic/find-label-issues.ts';
import { BLOCK_VALUES } from '#/ml/classic/predictions.ts';

/** Time and memory of confident learning on given probabilities, a tenth of the labels wrong. Each size in its own process. */

const CASES = {
  '100000x10': { rows: 100_000, classes: 10, form: 'float64 in memory' },
  '1000000x10': { rows: 1_000_000, classes: 10, form: 'float64 in memory' },
  '1000000x10f': { rows: 1_000_000, classes: 10, form: 'float32 in memory' },
  '100000x100': { rows: 100_000, classes: 100, form: 'float64 in memory' },
  '1000000x1000': { rows: 1_000_000, classes: 1000, form: 'in blocks' },
} as const;
type Case = keyof typeof CASES;

const REPEATS = 3;

/** `rows` rows of probabilities and labels. */
function made(rows: number, classes: number): { predProbs: Float64Array; labels: Int32Array } {
  const random = seeded(1);
  const predProbs = new Float64Array(rows * classes);
  const labels = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const truth = random.below(classes);
    const row = predProbs.subarray(i * classes, (i + 1) * classes);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      row[c] = random.uniform() ** 4 + (c === truth ? 0.15 * classes : 0);
      sum += row[c];
    }
    for (let c = 0; c < classes; c++) row[c] /= sum;
    labels[i] = random.uniform() < 0.1 ? random.below(classes) : truth;
  }
  return { predProbs, labels };
}

/** As many rows as wanted in one block's memory: the block comes again and again. */
function repeated(rows: number, classes: number): LabelIssuesInput {
  const step = Math.floor(BLOCK_VALUES / classes);
  const block = made(step, classes);
  const labels = Int32Array.from({ length: rows }, (_, i) => block.labels[i % step]);
  return { labels, classes, predProbs: { read: (from, to) => block.predProbs.subarray(0, (to - from) * classes) } };
}

function inputOf(name: Case): LabelIssuesInput {
  const { rows, classes, form } = CASES[name];
  if (form === 'in blocks') return repeated(rows, classes);
  const { predProbs, labels } = made(rows, classes);
  return { labels, predProbs: form.startsWith('float32') ? Float32Array.from(predProbs) : predProbs };
}

/** Runs one case and prints its line: the median of some runs, and the process's memory at its highest. */
function measure(name: Case): void {
  const { rows, classes, form } = CASES[name];
  const input = inputOf(name);
  const before = Math.round(process.resourceUsage().maxRSS / 1024);
  const runs = Array.from({ length: form === 'in blocks' ? 1 : REPEATS }, () => {
    const wall = performance.now();
    const cpu = process.cpuUsage();
    const found = findLabelIssues(input).ranked.length;
    const used = process.cpuUsage(cpu);
    return { seconds: (performance.now() - wall) / 1000, busy: (used.user + used.system) / 1e6, found };
  }).sort((a, b) => a.seconds - b.seconds);
  const { seconds, busy, found } = runs[runs.length >> 1];
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `| ${rows.toLocaleString('en')} × ${classes.toLocaleString('en')}, ${form} | ${seconds.toFixed(2)} | ${busy.toFixed(2)} | ${peak} | ${before} | ${found.toLocaleString('en')} |`,
  );
}

/** The same by cleanlab, where Python has it. */
function baseline(): void {
  const script = `
import time, resource, numpy as np
from cleanlab.filter import find_label_issues
r = np.random.default_rng(1); n = 1000000; t = r.integers(0, 10, n); P = r.random((n, 10)) ** 4; P[np.arange(n), t] += 1.5
P /= P.sum(1, keepdims=True); y = np.where(r.random(n) < .1, r.integers(0, 10, n), t)
s = time.time(); c = time.process_time(); k = find_label_issues(y, P).sum()
print(f"{time.time()-s:.2f} | {time.process_time()-c:.2f} | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss//1024} | | {k:,}")`;
  const ran = spawnSync('python3', ['-W', 'ignore', '-c', script], { encoding: 'utf8' });
  const line = ran.status === 0 ? ran.stdout.trim() : 'not installed here | | | |';
  console.log(`| 1,000,000 × 10, cleanlab | ${line} |`);
}

const wanted = process.argv[2];
if (wanted !== undefined && wanted in CASES) measure(wanted as Case);
else {
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}\n`,
  );
  console.log('| rows × classes | wall s | CPU s | peak memory MB | before it began MB | found |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const name of Object.keys(CASES))
    spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), name], { stdio: 'inherit' });
  baseline();
}
