import { backendName } from '#/ml/backend.ts';
import { reorderRows } from '#/ml/geometry/approximate/candidate-rows.ts';
import { cellCentres, fillCells } from '#/ml/geometry/approximate/cells.ts';
import { findNeighbors, type Search } from '#/ml/geometry/approximate/compare.ts';
import { probesFor } from '#/ml/geometry/approximate/probes.ts';
import { candidateSource, chooseProjection, projected } from '#/ml/geometry/approximate/projection.ts';
import { type Groups, sampledJudges, sampledTruth, shareListed } from '#/ml/geometry/approximate/sampled-truth.ts';
import { UnitRows } from '#/ml/geometry/approximate/unit-rows.ts';
import type { NeighborGraph } from '#/ml/geometry/geometry.types.ts';
import type { NeighborsTask } from '#/ml/geometry/neighbors-thread.ts';
import { finishBlocks, shareRows, takeBlocks } from '#/ml/threads/row-blocks.ts';
import { canShare, endThread, secondThread, sharedBytes } from '#/ml/threads/second-thread.ts';
import type { Matrix } from '#/ml/types.ts';

/** Share of the true neighbours that the searched cells should hold. */
const WANTED = 0.97;
/** The most cells searched for a row: in a projection a comparison costs a few times less. */
const MOST_PROBES = { narrow: 128, full: 64 };
/** The most candidates per neighbour when they are found in a projection. */
const MOST_CANDIDATES = 2;

/** Finds everybody's neighbours, with a second thread where the features lie in shared memory; the same either way. */
function findAll(search: Search, rows: number, progress: (fraction: number) => void): void {
  const blocks = shareRows(rows);
  if (backendName() === 'onnxruntime' && canShare(search.features.data)) {
    search.threads = 1;
    secondThread('neighbors').postMessage({ search, blocks } satisfies NeighborsTask);
  }
  takeBlocks(blocks, (from, to) => {
    findNeighbors(search, from, to);
    progress(to / rows);
  });
  finishBlocks(blocks, (from, to) => findNeighbors(search, from, to));
  endThread('neighbors');
}

/**
 * Approximate k nearest neighbours by cosine. Rows are put into cells around k-means centres, and each row is compared with
 * the members of its nearest cells, in a projection where one keeps the neighbours; the best candidates are then compared
 * in full. Width of the projection and number of cells follow from the true neighbours of 200 sampled rows, as does the
 * recall in the result. Deterministic for a seed (`docs/adr/approximate-neighbours.md`).
 */
export function approximateNeighbors(
  features: Matrix,
  k: number,
  groups: Groups,
  seed: number,
  progress: (fraction: number) => void,
): NeighborGraph {
  const { rows } = features;
  const unit = new UnitRows(features);
  const truth = sampledTruth(unit, k, groups, sampledJudges(rows, seed));
  progress(0.03);
  const chosen = chooseProjection(unit, truth, MOST_CANDIDATES * k, groups, seed);
  const narrow = chosen && projected(unit, chosen.axes);
  const gather = candidateSource(unit, narrow);
  progress(0.1);
  const cells = fillCells(gather, rows, cellCentres(gather, rows, Math.round(1.6 * Math.sqrt(rows)), seed));
  const probes = probesFor(gather, cells, truth, WANTED, narrow ? MOST_PROBES.narrow : MOST_PROBES.full);
  if (narrow) reorderRows(narrow.matrix, cells.order);
  progress(0.15);
  const index = new Int32Array(sharedBytes(4 * rows * k));
  const similarity = new Float32Array(sharedBytes(4 * rows * k));
  const { inverse } = unit;
  findAll(
    {
      features,
      inverse,
      narrow,
      cells,
      probes,
      groups,
      candidates: chosen?.candidates ?? k,
      threads: 2,
      k,
      index,
      similarity,
    },
    rows,
    (fraction) => progress(0.15 + 0.85 * fraction),
  );
  return { k, index, similarity, recall: shareListed(truth, index, k, (s) => truth.rows[s]) };
}
