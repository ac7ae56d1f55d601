import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The unprivileged account that PostgreSQL runs as when we are root (it refuses to run as root); undefined means: as ourselves. */
export type Account = { uid: number; gid: number } | undefined;

export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

export interface Outcome {
  code: number;
  output: string;
}

/**
 * Runs a program as the account, from `/` (our own folder may be closed to it), with a bare environment.
 * Never rejects: a program that cannot be started has code 127.
 */
export function runAs(account: Account, program: string, args: string[]): Promise<Outcome> {
  return new Promise((done) => {
    let output = '';
    const child = spawn(program, args, {
      ...account,
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (d: Buffer) => {
      output += d;
    });
    child.stderr.on('data', (d: Buffer) => {
      output += d;
    });
    child.on('error', (e) => done({ code: 127, output: e.message }));
    // `exit`, not `close`: the server that pg_ctl leaves behind keeps the pipes open.
    child.on('exit', (code) => {
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        done({ code: code ?? 1, output: output.trim() });
      });
    });
  });
}
