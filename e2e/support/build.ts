import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Playwright's global setup: one build, before several servers start that would each make their own. */
export default function build(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../bin/run.mjs', import.meta.url)), 'build'], {
    stdio: 'inherit',
  });
}
