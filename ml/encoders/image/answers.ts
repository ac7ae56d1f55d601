import * as tf from '@tensorflow/tfjs';
import { NativeGraph } from '#/ml/algebra/native.ts';
import { backendName } from '#/ml/backend.ts';
import { poolSide } from './pooling.ts';

/** Filters, [d × filters], and the pooling matrix, [cells × places²]; both row-major. */
export interface AnswerWeights {
  filters: Float32Array;
  filterCount: number;
  pool: Float32Array;
  places: number;
}

/** Pooled answers of some pictures: max(0, patches · filters), averaged over the cells. */
export interface Answers {
  /** @param patches [n × places² × d]; the result, [n × cells × filters], goes to `out` */
  answer(patches: Float32Array, n: number, out: Float32Array): void;
  dispose(): void;
}

const cells = poolSide ** 2;

function natively({ filters, filterCount, pool, places }: AnswerWeights): Answers {
  const area = places ** 2;
  const d = filters.length / filterCount;
  const graph = new NativeGraph({
    inputs: { patches: ['n', 'area', 'd'], filters: ['d', 'filters'], pool: ['cells', 'area'] },
    nodes: [
      { op: 'MatMul', inputs: ['patches', 'filters'], output: 'raw' },
      { op: 'Relu', inputs: ['raw'], output: 'answers' },
      { op: 'MatMul', inputs: ['pool', 'answers'], output: 'pooled' },
    ],
    output: { name: 'pooled', axes: ['n', 'cells', 'filters'] },
  });
  const constant = {
    filters: { data: filters, dims: [d, filterCount] },
    pool: { data: pool, dims: [cells, area] },
  };
  return {
    answer: (patches, n, out) =>
      graph.run(
        { ...constant, patches: { data: patches, dims: [n, area, d] } },
        { data: out, dims: [n, cells, filterCount] },
      ),
    dispose: () => undefined,
  };
}

function byTensors({ filters, filterCount, pool, places }: AnswerWeights): Answers {
  const area = places ** 2;
  const d = filters.length / filterCount;
  const weights = tf.tensor2d(filters, [d, filterCount]);
  const means = tf.tensor2d(pool, [cells, area]);
  return {
    answer(patches, n, out) {
      for (let i = 0; i < n; i++) {
        const pooled = tf.tidy(() => {
          const rows = tf.tensor2d(patches.subarray(i * area * d, (i + 1) * area * d), [area, d]);
          return tf.matMul(means, tf.relu(tf.matMul(rows, weights)) as tf.Tensor2D);
        });
        out.set(pooled.dataSync<'float32'>(), i * cells * filterCount);
        pooled.dispose();
      }
    },
    dispose() {
      weights.dispose();
      means.dispose();
    },
  };
}

/** On the chosen backend. */
export const pooledAnswers = (weights: AnswerWeights): Answers =>
  backendName() === 'onnxruntime' ? natively(weights) : byTensors(weights);
