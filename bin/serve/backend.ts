import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

const phrases: Record<string, string> = {
  onnxruntime: 'ONNX Runtime (native kernels)',
  tensorflow: 'native TensorFlow',
};

/** What the numerics run on, as a phrase; found out once after the installation by `boot/backend.mjs`. */
export function backendPhrase(): string {
  try {
    const note = readFileSync(join(root, 'node_modules', '.errata-backend.json'), 'utf8');
    const phrase = phrases[(JSON.parse(note) as { backend: string }).backend];
    if (phrase) return phrase;
  } catch {
    // Not tried yet: WebAssembly is always there.
  }
  return 'WebAssembly (no native kernels run here)';
}
