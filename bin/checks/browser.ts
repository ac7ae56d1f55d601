import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { browserArguments } from '#/e2e/support/browserArguments.ts';
import { childEnvironment } from '#/server/environment.ts';
import { root, say } from '../serve/root.ts';

/** A browser that was seen to work here, and the folder of libraries it brings along, if any. */
export interface Browser {
  path: string;
  libraries: string;
}

/** A Chromium that ships inside an npm package, for machines where no other can be had. */
const packaged = '@sparticuz/chromium@153.0.0';

/** The browser at that path if it starts here, as this user, and shows a page; else null. */
async function tried(path: string, libraries = ''): Promise<Browser | null> {
  if (!existsSync(path)) return null;
  try {
    const env = childEnvironment(libraries ? { LD_LIBRARY_PATH: libraries } : {}) as Record<string, string>;
    const browser = await chromium.launch({ executablePath: path, args: browserArguments, env, timeout: 30_000 });
    try {
      const page = await browser.newPage();
      await page.setContent('<p>here</p>');
      return (await page.textContent('p')) === 'here' ? { path, libraries } : null;
    } finally {
      await browser.close();
    }
  } catch {
    return null;
  }
}

function run(program: string, args: string[], timeout: number): boolean {
  return spawnSync(program, args, { cwd: root, stdio: 'ignore', timeout, killSignal: 'SIGKILL' }).status === 0;
}

async function systemBrowser(): Promise<Browser | null> {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
  const mac = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
  for (const path of [...folders.flatMap((f) => names.map((n) => join(f, n))), ...mac]) {
    const browser = await tried(path);
    if (browser) return browser;
  }
  return null;
}

async function playwrightBrowser(): Promise<Browser | null> {
  const path = chromium.executablePath();
  const there = await tried(path);
  if (there) return there;
  say('There is no Chromium here; asking Playwright for its own (at most 3 minutes).');
  run(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], 180_000);
  return tried(path);
}

async function debianBrowser(): Promise<Browser | null> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  say('Installing Debian’s chromium.');
  run('apt-get', ['update'], 120_000);
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 300_000);
  return systemBrowser();
}

/** The package unpacks its browser, and the libraries that a bare system lacks, where it is told to run on a function host. */
async function packagedBrowser(): Promise<Browser | null> {
  const folder = join(existsSync(homedir()) ? homedir() : tmpdir(), '.cache', 'errata-browser');
  say(`Installing ${packaged} into ${folder}.`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  if (!run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', packaged], 300_000)) return null;
  const entry = pathToFileURL(join(folder, 'node_modules/@sparticuz/chromium/build/index.js')).href;
  const script = `const { default: c } = await import(${JSON.stringify(entry)}); console.log(await c.executablePath()); console.log((await import('node:process')).env.LD_LIBRARY_PATH)`;
  const unpacked = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: childEnvironment({ AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x', TMPDIR: folder, LD_LIBRARY_PATH: '' }),
    timeout: 120_000,
  });
  const [path, libraries = ''] = unpacked.stdout.trim().split('\n');
  return path ? ((await tried(path)) ?? (await tried(path, libraries))) : null;
}

/**
 * A Chromium for the end-to-end tests: the one of PLAYWRIGHT_CHROMIUM, the system's, Playwright's own, Debian's package
 * (as root), or the one in an npm package. Null when none can be had.
 */
export async function findBrowser(given: string | undefined): Promise<Browser | null> {
  if (given) return tried(given);
  return (await systemBrowser()) ?? (await playwrightBrowser()) ?? (await debianBrowser()) ?? (await packagedBrowser());
}
