import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { mendPostgres, toMend } from '../boot/mendPostgres.mjs';

/** Entry files of the web process, of the worker, and of the worker's threads that compute. */
const entries = {
  web: 'server/web.ts',
  worker: 'server/worker.ts',
  thread: 'server/compute/thread.ts',
  'rows-thread': 'ml/round/rows-thread.ts',
  'neighbors-thread': 'ml/geometry/neighbors-thread.ts',
};

const mended: Plugin = {
  name: 'mended',
  setup: ({ onLoad }) =>
    onLoad({ filter: toMend }, async ({ path }) => ({
      contents: mendPostgres(path, await readFile(path, 'utf8')),
      loader: 'js',
    })),
};

/**
 * Bundles our processes into `folder`: unbundled a worker needs some 300 MB more, most of it for package files that are parsed
 * again and again. Packages with binaries, data or threads of their own stay outside.
 */
export async function bundleProcesses(root: string, folder: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries)
      .map(([out, file]) => ({ in: join(root, file), out }))
      .filter((e) => existsSync(e.in)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    sourcemap: 'linked',
    logLevel: 'warning',
    plugins: [mended],
    external: [
      'next',
      '@huggingface/transformers',
      '@tensorflow/*',
      'pg-boss',
      'sharp',
      'pino',
      'mnist',
      '@stdlib/*',
      'yauzl',
      'yazl',
    ],
    // Some bundled packages are CommonJS and ask for Node's modules by require.
    banner: {
      js: "import { createRequire as errataRequire } from 'node:module'; const require = errataRequire(import.meta.url);",
    },
  });
}
