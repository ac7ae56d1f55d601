import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, root, say } from './place.mjs';
import { runProgram, wasStopped } from './program.mjs';

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** Whether node_modules is what package-lock.json asks for. npm writes its own list last, so an interrupted install shows. */
function installed() {
  const list = join(modules, '.package-lock.json');
  if (!existsSync(list)) return false;
  const [wanted, there] = [packagesOf(join(root, 'package-lock.json')), packagesOf(list)];
  return Object.entries(wanted).every(([path, p]) => {
    if (path === '' || p.link) return true;
    const found = there[path];
    return found ? found.version === p.version : Boolean(p.optional || p.devOptional);
  });
}

/** Installs what package-lock.json names unless it is there. `npm ci` starts from nothing, so nothing stale survives. */
export async function install() {
  if (installed()) return;
  const started = Date.now();
  say('Installing packages with npm ci; this takes about a minute the first time.');
  const clock = setInterval(() => say(`  still installing (${Math.round((Date.now() - started) / 1000)} s)`), 15_000);
  // npm tells its children about this run; the new npm must not take its settings for its own.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--include=optional', '--loglevel=error'];
  const [program, all] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  const code = await runProgram(program, all, { cwd: root, grace: 3_000 });
  clearInterval(clock);
  if (wasStopped()) process.exit(0);
  if (code !== 0) {
    process.stderr.write(
      `npm ci failed (exit ${code}). Its message is above; most often the registry cannot be reached.\n`,
    );
    process.exit(1);
  }
  say(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}
