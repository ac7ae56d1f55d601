import { spawn } from 'node:child_process';

/** Programs that run now, with the time they have to stop (ms); a signal to us is theirs too. */
const running = new Map();
let stopped = false;

/**
 * Runs a program to its end, with our input and output. A stop signal is passed on, and we wait: the program stops in
 * its own time. With `ipc` it notices when we are killed.
 * @returns its exit code; 124 when `limit` (ms) was over.
 */
export function runProgram(program, args, { cwd, env, quiet = false, limit, ipc = false, grace = 30_000 } = {}) {
  return new Promise((done) => {
    if (stopped) return done(130);
    const out = quiet ? 'ignore' : 'inherit';
    const child = spawn(program, args, { cwd, env, stdio: ['inherit', out, out, ...(ipc ? ['ipc'] : [])] });
    running.set(child, grace);
    let late = false;
    const timer =
      limit &&
      setTimeout(() => {
        late = true;
        child.kill('SIGKILL');
      }, limit);
    const end = (code) => {
      clearTimeout(timer);
      running.delete(child);
      done(late ? 124 : code);
    };
    child.on('error', () => end(127));
    child.on('exit', (code, signal) => end(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 1)));
  });
}

/** Ctrl-C reaches the whole group; a signal sent to us alone is passed on. */
export function passSignalsOn() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      stopped = true;
      for (const [child, grace] of running) {
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), grace).unref();
      }
    });
}

export function wasStopped() {
  return stopped;
}
