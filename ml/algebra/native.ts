import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { type OnnxGraph, onnxModel } from '#/ml/algebra/onnx-model.ts';

/** What this file uses of onnxruntime-node. Its own `run` is the same call behind a promise; here everything waits anyway. */
interface Binding {
  InferenceSession: new () => {
    loadModel(model: ArrayBufferLike, offset: number, length: number, options: object): void;
    run(feeds: object, fetches: object, options: object): object;
  };
}
type TensorClass = new (type: 'float32', data: Float32Array, dims: number[]) => object;
interface Loaded {
  binding: Binding;
  Tensor: TensorClass;
}

/** A tensor: values row-major and the length of each axis. */
export interface Dense {
  data: Float32Array;
  dims: number[];
}

let loaded: Loaded | null | undefined;

function load(): Loaded | null {
  try {
    const require = createRequire(import.meta.url);
    // Names in variables, so that no bundler insists on an optional package with a binary.
    const names = ['onnxruntime-node/dist/binding.js', 'onnxruntime-common'];
    const native = require(names[0]) as { binding: Binding; initOrt: () => void };
    native.initOrt();
    // The common part may lie inside the other package.
    const common = createRequire(require.resolve(names[0]))(names[1]) as { Tensor: TensorClass };
    return { binding: native.binding, Tensor: common.Tensor };
  } catch {
    return null;
  }
}

/** Whether ONNX Runtime's native kernels are installed and run on this machine. */
export function hasNative(): boolean {
  if (loaded === undefined) loaded = load();
  return loaded !== null;
}

/**
 * A graph on ONNX Runtime's native kernels, run on the calling thread and, unless it is to be alone, one more. Inputs are read where they lie,
 * shared memory included. The same inputs give the same bytes on the same machine: sums are never split over threads.
 */
export class NativeGraph {
  private readonly session: InstanceType<Binding['InferenceSession']>;
  private readonly output: string;

  /** @throws Error where `hasNative` is false */
  constructor(graph: OnnxGraph, threads = 2) {
    if (!hasNative() || !loaded) throw new Error('ONNX Runtime is not installed here.');
    const model = onnxModel(graph);
    this.session = new loaded.binding.InferenceSession();
    this.output = graph.output.name;
    this.session.loadModel(model.buffer, model.byteOffset, model.byteLength, {
      intraOpNumThreads: Math.min(threads, availableParallelism()),
      interOpNumThreads: 1,
      executionMode: 'sequential',
      // Buffers of large products would else be kept for good, and threads would burn time waiting for work.
      enableCpuMemArena: false,
      enableMemPattern: false,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  }

  /** Runs it and writes the result into `out`, which has to fit. */
  run(inputs: Record<string, Dense>, out: Dense): void {
    const { Tensor } = loaded as Loaded;
    const tensor = ({ data, dims }: Dense) => new Tensor('float32', data, dims);
    const feeds = Object.fromEntries(Object.entries(inputs).map(([name, dense]) => [name, tensor(dense)]));
    this.session.run(feeds, { [this.output]: tensor(out) }, {});
  }
}
