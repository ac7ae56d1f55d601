import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fail, modules } from './place.mjs';

const enough = (version) => {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
};

/** A Node that runs our TypeScript: the one among our packages, else the system's if it is new enough. */
export function nodeProgram() {
  for (const program of [join(modules, '.bin', 'node'), process.execPath]) {
    const asked = spawnSync(program, ['--version'], { encoding: 'utf8' });
    if (asked.status === 0 && enough(asked.stdout.trim())) return program;
  }
  return fail(`Errata needs Node 22.18 or later; this is ${process.version}, and no newer one came with the packages.`);
}

/** Our environment with the packages' programs first, so that every `node` further down is the same one. */
export function nodeEnvironment() {
  const path = [join(modules, '.bin'), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: '1' };
}
