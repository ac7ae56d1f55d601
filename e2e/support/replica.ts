import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const run = fileURLToPath(new URL('../../bin/run.mjs', import.meta.url));

/** One more web or worker process on the database and the blobs of the tests' server. */
export function startReplica(home: string, part: 'web' | 'worker', port = 3000): { stop: () => Promise<void> } {
  const child = spawn(process.execPath, [run, part], {
    env: {
      ...process.env,
      ERRATA_HOME: home,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: '',
      PUBLIC_URL: '',
      ERRATA_DEMO: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(child, 'exit');
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
