/**
 * The approximate search of neighbours: seconds, and the share of the true ones it finds (measured on 200 rows).
 *   npm run bench -- ml/bench/neighbors [--rows 100000] [--axes 32] [--isotropic]
 */
import { parseArgs } from 'node:util';
import { readyBackend } from '#/ml/backend.ts';
import { clusters } from '#/ml/bench/data/clusters.ts';
import { approximateNeighbors } from '#/ml/geometry/neighbors-approximate.ts';
import { unitRows } from '#/ml/geometry/scaling.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    cols: { type: 'string', default: '384' },
    axes: { type: 'string', default: '32' },
    isotropic: { type: 'boolean', default: false },
  },
});
const [rows, cols] = [Number(values.rows), Number(values.cols)];
await readyBackend();
const unit = unitRows(clusters(rows, cols, 10, values.isotropic ? undefined : Number(values.axes)).features);
const wall = performance.now();
const cpu = process.cpuUsage();
const { recall } = approximateNeighbors(unit, 20, undefined, 1, () => {});
const { user, system } = process.cpuUsage(cpu);
const kind = values.isotropic ? 'noise in all directions' : `near ${values.axes} directions`;
console.log(
  `${rows} × ${cols}, ${kind}: ${((performance.now() - wall) / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of CPU, recall ${recall.toFixed(3)}`,
);
