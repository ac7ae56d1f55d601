import * as tf from '@tensorflow/tfjs';
import { hasNative } from '#/ml/algebra/native.ts';
import type { BackendName } from '#/ml/types.ts';

let chosen: Promise<BackendName> | undefined;
let name: BackendName = 'cpu';

/** Native TensorFlow when its package and binding are installed; it registers itself on import. */
async function tensorflow(): Promise<boolean> {
  try {
    // A variable, so that neither the type checker nor a bundler insists on an optional package.
    const optional = '@tensorflow/tfjs-node';
    await import(/* webpackIgnore: true */ optional);
    return await tf.setBackend('tensorflow');
  } catch {
    return false;
  }
}

/** The WebAssembly files ship inside the npm package, beside its entry file; nothing is downloaded. */
async function wasm(): Promise<boolean> {
  try {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const entry = import.meta.resolve('@tensorflow/tfjs-backend-wasm');
    const path = decodeURIComponent(new URL('.', entry).pathname);
    setWasmPaths(path.endsWith('/dist/') ? path : `${path}dist/`);
    return await tf.setBackend('wasm');
  } catch {
    return false;
  }
}

async function choose(): Promise<BackendName> {
  if (hasNative()) {
    name = 'onnxruntime';
    return name;
  }
  return chooseTensors();
}

async function chooseTensors(): Promise<BackendName> {
  tf.enableProdMode();
  if (await tensorflow()) name = 'tensorflow';
  else if (await wasm()) name = 'wasm';
  else {
    await tf.setBackend('cpu');
    name = 'cpu';
  }
  await tf.ready();
  return name;
}

/**
 * The one place where the numeric backend is chosen: ONNX Runtime's native kernels, else TensorFlow.js on native
 * TensorFlow, on WebAssembly (SIMD) or in plain JavaScript (`docs/adr/numeric-backend.md`). Call it before any product;
 * later calls return the same promise.
 */
export function readyBackend(): Promise<BackendName> {
  chosen ??= choose();
  return chosen;
}

/** TensorFlow.js even where the native kernels are there: for machines without them, and to compare the two. */
export function readyTensors(): Promise<BackendName> {
  chosen = chooseTensors();
  return chosen;
}

/** The backend in use; 'cpu' until `readyBackend` has resolved. */
export function backendName(): BackendName {
  return name;
}

/** Tensors alive now: a caller that balances them sees the same number before and after. */
export function liveTensors(): number {
  return tf.memory().numTensors;
}
