import * as tf from '@tensorflow/tfjs';
import { NativeGraph } from '#/ml/algebra/native.ts';
import type { OnnxGraph } from '#/ml/algebra/onnx-model.ts';
import { backendName } from '#/ml/backend.ts';
import type { Matrix } from '#/ml/types.ts';

/** Which operand is transposed on the way. */
export type Orientation = 'A·B' | 'Aᵀ·B' | 'A·Bᵀ';

const graphs = new Map<string, NativeGraph>();

function nativeGraph(kind: Orientation, threads: number): NativeGraph {
  let graph = graphs.get(`${kind} ${threads}`);
  if (!graph) {
    const inputs = ['A', 'B'];
    const model: OnnxGraph = {
      inputs: { A: kind === 'Aᵀ·B' ? ['k', 'm'] : ['m', 'k'], B: kind === 'A·Bᵀ' ? ['n', 'k'] : ['k', 'n'] },
      nodes: [
        kind === 'A·B'
          ? { op: 'MatMul', inputs, output: 'C' }
          : { op: 'Gemm', inputs, output: 'C', attributes: { [kind === 'Aᵀ·B' ? 'transA' : 'transB']: 1 } },
      ],
      output: { name: 'C', axes: ['m', 'n'] },
    };
    graph = new NativeGraph(model, threads);
    graphs.set(`${kind} ${threads}`, graph);
  }
  return graph;
}

function natively(kind: Orientation, a: Matrix, b: Matrix, out: Float32Array, threads: number): void {
  const dense = ({ data, rows, cols }: Matrix) => ({ data, dims: [rows, cols] });
  const dims = [kind === 'Aᵀ·B' ? a.cols : a.rows, kind === 'A·Bᵀ' ? b.rows : b.cols];
  nativeGraph(kind, threads).run({ A: dense(a), B: dense(b) }, { data: out, dims });
}

/** Frees every tensor. A result is never returned through tf.tidy: it would be walked. */
function byTensors(kind: Orientation, a: Matrix, b: Matrix, out: Float32Array): void {
  // Transposing first keeps the product on the backend's fast path.
  const operand = ({ data, rows, cols }: Matrix, turned: boolean): tf.Tensor2D => {
    const tensor = tf.tensor2d(data, [rows, cols]);
    if (!turned) return tensor;
    const flipped = tf.transpose(tensor) as tf.Tensor2D;
    tensor.dispose();
    return flipped;
  };
  const left = operand(a, kind === 'Aᵀ·B');
  const right = operand(b, kind === 'A·Bᵀ');
  const c = tf.matMul(left, right);
  out.set(c.dataSync<'float32'>());
  for (const tensor of [left, right, c]) tensor.dispose();
}

/**
 * One product of dense blocks on the chosen backend, written to `out` row by row; the caller sees to it that shapes fit.
 * `threads` is 1 where the caller has put the other cores to work itself; the result is the same.
 */
export function denseProduct(kind: Orientation, a: Matrix, b: Matrix, out: Float32Array, threads = 2): void {
  if (a.rows === 0 || b.cols === 0 || b.rows === 0) return;
  if (backendName() === 'onnxruntime') natively(kind, a, b, out, threads);
  else byTensors(kind, a, b, out);
}
