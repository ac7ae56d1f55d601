import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import * as index from '#/ml/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/api.md'), 'utf8');
const examples = [...page.matchAll(/```js\n(.*?)```\n\n```text\n(.*?)```/gs)].map(([, code, said]) => ({ code, said }));

/** A project of somebody else, with ours installed from its folder as `npm install ../errata` does. */
const project = mkdtempSync(join(tmpdir(), 'errata-api-'));
mkdirSync(join(project, 'node_modules'));
symlinkSync(root, join(project, 'node_modules/errata'), 'dir');
writeFileSync(join(project, 'package.json'), '{"type":"module"}');
afterAll(() => rmSync(project, { recursive: true, force: true }));

function say(code: string): string {
  writeFileSync(join(project, 'example.js'), code);
  return execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'example.js'], {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('there are examples', () => {
  expect(examples.length).toBe(page.split('```js').length - 1);
});

test.each(examples)('docs/api.md: $said', ({ code, said }) => {
  expect(say(code)).toBe(said);
});

test('everything that ml exports is exported under errata/ml', () => {
  const names = say("console.log(JSON.stringify(Object.keys(await import('errata/ml')).sort()))");
  expect(JSON.parse(names)).toEqual(Object.keys(index).sort());
});

test('somebody else’s TypeScript sees the types', () => {
  symlinkSync(join(root, 'node_modules/@types'), join(project, 'node_modules/@types'), 'dir');
  const code = `import { findLabelIssues, type LabelIssues } from 'errata/ml';
const found: LabelIssues = findLabelIssues({ labels: [0], predProbs: [[1, 0]] });
console.log(found.ranked.length);
// @ts-expect-error there is no such rule
findLabelIssues({ labels: [0], predProbs: [[1, 0]], filterBy: 'none' });
`;
  writeFileSync(join(project, 'typed.ts'), code);
  const options = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--noEmit', '--skipLibCheck'];
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(
    process.execPath,
    [compiler, ...options, '--types', 'node', '--allowImportingTsExtensions', 'typed.ts'],
    {
      cwd: project,
      stdio: 'inherit',
    },
  );
});
