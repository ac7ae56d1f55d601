import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** What the numerics run on, as a phrase; found out once after the installation by `boot/backend.mjs`. */
export function backendPhrase(): string {
  try {
    const { native } = JSON.parse(readFileSync(join(root, 'node_modules', '.errata-backend.json'), 'utf8')) as {
      native: boolean;
    };
    if (native) return 'native TensorFlow';
  } catch {
    // Not tried yet: WebAssembly is always there.
  }
  return 'WebAssembly (native TensorFlow is not available here)';
}
