import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeEnvironment } from './node.mjs';
import { modules, say } from './place.mjs';
import { runProgram, wasStopped } from './program.mjs';

const kernels = join(modules, 'onnxruntime-node', 'dist', 'binding.js');
const folder = join(modules, '@tensorflow', 'tfjs-node');
/** Beside the packages, so that a new install tries again. */
const note = join(modules, '.errata-backend.json');

/**
 * Finds out, once, what the numerics run on. Where ONNX Runtime's kernels do not run, native TensorFlow's library is
 * fetched, for at most 90 s; where that does not work either, WebAssembly is always there.
 */
export async function prepareBackend(node) {
  if (existsSync(note)) return;
  const backend = (await tryKernels(node)) ? 'onnxruntime' : (await tryNative(node)) ? 'tensorflow' : 'wasm';
  if (wasStopped()) process.exit(0);
  writeFileSync(note, `${JSON.stringify({ backend })}\n`);
}

async function tryKernels(node) {
  if (!existsSync(kernels)) return false;
  const script = `require(${JSON.stringify(kernels)}).initOrt()`;
  return (await runProgram(node, ['-e', script], { env: nodeEnvironment(), quiet: true, limit: 30_000 })) === 0;
}

async function tryNative(node) {
  const script = join(folder, 'scripts', 'install.js');
  if (!existsSync(script)) return false;
  say('Trying to fetch native TensorFlow (optional, once, at most 90 s).');
  const options = { env: nodeEnvironment(), quiet: true };
  const code = await runProgram(node, [script], { ...options, cwd: folder, limit: 90_000 });
  const works =
    code === 0 &&
    (await runProgram(node, ['-e', `require(${JSON.stringify(folder)})`], { ...options, limit: 30_000 })) === 0;
  say(works ? 'Native TensorFlow is there.' : 'Native TensorFlow cannot be fetched or run here; using WebAssembly.');
  return works;
}
