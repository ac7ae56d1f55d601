/**
 * The approximate search of neighbours: seconds, processor time, highest memory, and the share of the true neighbours it
 * finds, on 500 rows other than those it judges itself by.
 *   npm run bench -- ml/bench/neighbors [--rows 100000] [--kind near|isotropic|digits] [--usearch f32|i8]
 * near: rows near 32 directions, as learned features are; isotropic: noise in all directions; digits: warped pictures.
 * With --usearch by that library's index (HNSW, one thread, its own defaults), where `npm install --no-save usearch` was run.
 */
import { parseArgs } from 'node:util';
import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import { readyBackend } from '#/ml/backend.ts';
import { clusters } from '#/ml/bench/data/clusters.ts';
import { libraryNeighbors } from '#/ml/bench/data/library-neighbors.ts';
import { warpedDigits } from '#/ml/bench/data/warped-digits.ts';
import { sampledTruth, shareListed } from '#/ml/geometry/approximate/sampled-truth.ts';
import { UnitRows } from '#/ml/geometry/approximate/unit-rows.ts';
import { approximateNeighbors } from '#/ml/geometry/neighbors-approximate.ts';
import type { Matrix } from '#/ml/types.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    kind: { type: 'string', default: 'near' },
    usearch: { type: 'string' },
  },
});
const rows = Number(values.rows);
const K = 20;
const kinds: Record<string, () => Matrix> = {
  near: () => clusters(rows, 384, 10, 32).features,
  isotropic: () => clusters(rows, 384, 10).features,
  digits: () => warpedDigits(rows),
};
await readyBackend();
const features = kinds[values.kind]();
const unit = new UnitRows(features);
const judges = sampleRows(rows, 500, seeded(99));
const wall = performance.now();
const cpu = process.cpuUsage();
const index = values.usearch
  ? libraryNeighbors(unit, K, values.usearch)
  : approximateNeighbors(features, K, undefined, 1, () => {}).index;
const { user, system } = process.cpuUsage(cpu);
const seconds = ((performance.now() - wall) / 1000).toFixed(1);
const recall = shareListed(sampledTruth(unit, K, undefined, judges), index, K, (s) => judges[s]);
console.log(
  `${rows} × 384, ${values.kind}, ${values.usearch ? `usearch ${values.usearch}` : 'ours'}: ${seconds} s, ${((user + system) / 1e6).toFixed(1)} s of CPU, ` +
    `recall ${recall.toFixed(3)}, highest memory ${(process.resourceUsage().maxRSS / 2 ** 20).toFixed(2)} GiB`,
);
