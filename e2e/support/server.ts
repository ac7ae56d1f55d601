import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createUser, openAccount } from './account.ts';
import { freePort } from './freePort.ts';

/** The product, running for tests. */
export interface TestServer {
  origin: string;
  /** Its ERRATA_HOME, where the sessions of the three roles are kept too. */
  home: string;
  /** An API key of a lead's. */
  key: string;
  stop: () => Promise<void>;
}

/** Starts the product as `npm start` does, empty, on a home folder and a port of its own, with an account per role. */
export async function startServer(): Promise<TestServer> {
  const home = mkdtempSync(join(tmpdir(), 'errata-e2e-'));
  chmodSync(home, 0o755);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const start = fileURLToPath(new URL('../../bin/start.mjs', import.meta.url));
  const child = spawn(process.execPath, [start, '--empty'], {
    env: { ...process.env, ERRATA_HOME: home, HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: '', PUBLIC_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await new Promise<void>((ready, fail) => {
    let said = '';
    child.stdout.on('data', (d: Buffer) => {
      said += d;
      if (said.includes('Errata is ready')) ready();
    });
    child.once('exit', () => fail(new Error(`The server did not start:\n${said}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const [key] = await Promise.all([
      createUser(home, 'script', 'lead', '--api-key'),
      ...(['admin', 'lead', 'annotator'] as const).map((role) => openAccount(origin, home, role)),
    ]);
    return { origin, home, key, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
