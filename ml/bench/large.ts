/**
 * Geometry and rounds on large data, each in a process of its own: seconds, processor time, highest memory, recall of the
 * neighbours, and the time that reading the rows once from memory would take.
 *   npm run bench -- ml/bench/large [--rows 1000000] [--cols 384] [--classes 10] [--axes 32]
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readyBackend } from '#/ml/backend.ts';
import { clusters } from '#/ml/bench/data/clusters.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import { loadGeometry, saveGeometry } from '#/ml/geometry/saved.ts';
import { runRound } from '#/ml/round/round.ts';
import type { Evidence, SavedGeometry } from '#/ml/types.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    cols: { type: 'string', default: '384' },
    classes: { type: 'string', default: '10' },
    axes: { type: 'string', default: '32' },
    folder: { type: 'string' },
    made: { type: 'boolean', default: false },
  },
});
const [rows, cols, classes] = [Number(values.rows), Number(values.cols), Number(values.classes)];
const piece = 2 ** 30;

const peakMemory = () => (process.resourceUsage().maxRSS / 2 ** 20).toFixed(2);

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

/** Builds the geometry of generated rows and leaves it in the folder. */
async function make(folder: string): Promise<void> {
  await readyBackend();
  const { features, labels } = clusters(rows, cols, classes, Number(values.axes));
  const wall = performance.now();
  const cpu = process.cpuUsage();
  const geometry = await buildGeometry(features, { seed: 1 });
  const busy = process.cpuUsage(cpu);
  const { recall } = geometry.neighbors;
  console.log(
    `${rows} × ${cols}: geometry ${((performance.now() - wall) / 1000).toFixed(1)} s, ` +
      `${((busy.user + busy.system) / 1e6).toFixed(1)} s of CPU, highest memory ${peakMemory()} GiB, neighbour recall ${recall.toFixed(3)}`,
  );
  const { manifest, arrays } = saveGeometry(geometry);
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
  const start = performance.now();
  const cold = await runRound(geometry, { ...input, evidence: [], mode: 'cold' });
  console.log(`cold round ${((performance.now() - start) / 1000).toFixed(2)} s`);
  const evidence = Array.from({ length: 100 }, (_, i): Evidence => ({ row: i, kind: 'label', label: labels[i] }));
  const seconds: number[] = [];
  const cpu = process.cpuUsage();
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    const warm = await runRound(geometry, { ...input, evidence, mode: 'warm', warm: cold.warm });
    seconds.push((performance.now() - began) / 1000);
    const stages = Object.entries(warm.durations).map(([stage, ms]) => `${stage} ${ms.toFixed(0)}`);
    console.log(`warm round ${seconds.at(-1)?.toFixed(2)} s (${stages.join(', ')} ms)`);
  }
  const { user, system } = process.cpuUsage(cpu);
  const { z } = geometry.linear;
  const began = performance.now();
  let sum = 0;
  for (let i = 0; i < z.length; i += 16) sum += z[i];
  const once = (performance.now() - began) / 1000;
  if (Number.isNaN(sum)) throw new Error('the rows are broken');
  const median = seconds.toSorted((a, b) => a - b)[1];
  console.log(
    `${rows} × ${cols} × ${classes}: warm ${median.toFixed(2)} s (median of 3), ${((user + system) / 3e6).toFixed(2)} s of CPU each, highest memory ${peakMemory()} GiB; one thread reads ` +
      `the rows' ${(z.byteLength / 1e9).toFixed(2)} GB from memory in ${once.toFixed(2)} s, the round takes ${(median / once).toFixed(0)} times that`,
  );
}

if (values.folder) await (values.made ? measure(values.folder) : make(values.folder));
else {
  const folder = mkdtempSync(join(tmpdir(), 'errata-large-'));
  try {
    // Each in a process of its own, so that its highest memory is its own.
    const args = ['--rows', values.rows, '--cols', values.cols, '--classes', values.classes, '--axes', values.axes];
    for (const stage of [[], ['--made']]) {
      const program = [...process.execArgv, import.meta.filename, ...args, '--folder', folder, ...stage];
      const { status } = spawnSync(process.execPath, program, { stdio: 'inherit' });
      if (status !== 0) throw new Error(`the process ended with code ${status}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
