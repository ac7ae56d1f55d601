/**
 * Warm rounds on large data in a process of their own: seconds, highest memory, and the time that reading the rows once
 * from memory would take.
 *   npm run bench -- ml/bench/large [--rows 1000000] [--cols 384] [--classes 10]
 * The neighbours are drawn at random: how good they are makes no difference to the time of a round.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '#/ml/algebra/random.ts';
import { readyBackend } from '#/ml/backend.ts';
import { clusters } from '#/ml/bench/data/clusters.ts';
import { eigenBasis } from '#/ml/geometry/ridge-basis.ts';
import { loadGeometry, saveGeometry } from '#/ml/geometry/saved.ts';
import { centredRows } from '#/ml/geometry/scaling.ts';
import { runRound } from '#/ml/round/round.ts';
import type { Evidence, SavedGeometry } from '#/ml/types.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    cols: { type: 'string', default: '384' },
    classes: { type: 'string', default: '10' },
    folder: { type: 'string' },
  },
});
const [rows, cols, classes] = [Number(values.rows), Number(values.cols), Number(values.classes)];
const k = 20;
const piece = 2 ** 30;

function write(file: string, array: Float32Array | Int32Array): void {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const to = openSync(file, 'w');
  for (let at = 0; at < bytes.length; at += piece) writeSync(to, bytes, at, Math.min(piece, bytes.length - at));
  closeSync(to);
}

/** In memory that threads share, as the server has it. */
function read(file: string, values: number): ArrayBufferLike {
  const bytes = new Uint8Array(new SharedArrayBuffer(4 * values));
  const from = openSync(file, 'r');
  for (let at = 0; at < bytes.length; at += piece) readSync(from, bytes, at, Math.min(piece, bytes.length - at), at);
  closeSync(from);
  return bytes.buffer;
}

async function make(folder: string): Promise<void> {
  await readyBackend();
  const { features, labels } = clusters(rows, cols, classes);
  const linear = eigenBasis(centredRows(features));
  const random = seeded(3);
  const index = Int32Array.from({ length: rows * k }, () => random.below(rows));
  const { manifest, arrays } = saveGeometry({
    rows,
    seed: 1,
    linear,
    kernel: null,
    neighbors: { k, index, similarity: new Float32Array(rows * k).fill(0.5), recall: 0 },
    duplicates: new Int32Array(rows).fill(-1),
    outlier: new Float32Array(rows),
  });
  for (const [name, array] of Object.entries({ ...arrays, labels })) write(join(folder, name), array);
  const sizes = Object.fromEntries(Object.entries(arrays).map(([name, a]) => [name, a.length]));
  writeFileSync(join(folder, 'geometry.json'), JSON.stringify({ manifest, sizes }));
}

const integers = ['neighbors', 'duplicates'];

async function measure(folder: string): Promise<void> {
  await readyBackend();
  const { manifest, sizes } = JSON.parse(readFileSync(join(folder, 'geometry.json'), 'utf8'));
  const arrays: SavedGeometry['arrays'] = {};
  for (const [name, size] of Object.entries(sizes)) {
    const bytes = read(join(folder, name), Number(size));
    arrays[name] = integers.includes(name) ? new Int32Array(bytes) : new Float32Array(bytes);
  }
  const geometry = loadGeometry({ manifest, arrays });
  const labels = new Int32Array(read(join(folder, 'labels'), rows));
  const input = { labels, classes, seed: 1 };
  const cold = await runRound(geometry, { ...input, evidence: [], mode: 'cold' });
  const evidence = Array.from({ length: 100 }, (_, i): Evidence => ({ row: i, kind: 'label', label: labels[i] }));
  const seconds: number[] = [];
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    const warm = await runRound(geometry, { ...input, evidence, mode: 'warm', warm: cold.warm });
    seconds.push((performance.now() - began) / 1000);
    const stages = Object.entries(warm.durations).map(([stage, ms]) => `${stage} ${ms.toFixed(0)}`);
    console.log(`warm round ${seconds.at(-1)?.toFixed(2)} s (${stages.join(', ')} ms)`);
  }
  const { z } = geometry.linear;
  const began = performance.now();
  let sum = 0;
  for (let i = 0; i < z.length; i += 16) sum += z[i];
  const once = (performance.now() - began) / 1000;
  if (Number.isNaN(sum)) throw new Error('the rows are broken');
  const median = seconds.toSorted((a, b) => a - b)[1];
  const peak = (process.resourceUsage().maxRSS / 2 ** 20).toFixed(2);
  console.log(
    `${rows} × ${cols} × ${classes}: warm ${median.toFixed(2)} s (median of 3), highest memory ${peak} GiB; one thread reads ` +
      `the rows' ${(z.byteLength / 1e9).toFixed(2)} GB from memory in ${once.toFixed(2)} s, the round takes ${(median / once).toFixed(0)} times that`,
  );
}

if (values.folder) await measure(values.folder);
else {
  const folder = mkdtempSync(join(tmpdir(), 'errata-large-'));
  try {
    await make(folder);
    const args = ['--rows', values.rows, '--cols', values.cols, '--classes', values.classes, '--folder', folder];
    spawnSync(process.execPath, [...process.execArgv, import.meta.filename, ...args], { stdio: 'inherit' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
