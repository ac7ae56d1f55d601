/** docs/screens.md names every page there is, and only pictures that some test takes. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const list = read('docs/screens.md');

test('every page, and every error page, is in the list of what is photographed', () => {
  const pages = globSync('app/**/{page,not-found,error,global-error}.tsx', { cwd: root });
  expect(pages.length).toBeGreaterThan(25);
  expect(pages.filter((page) => !list.includes(`\`${page}\``))).toEqual([]);
  const named = [...list.matchAll(/`(app\/[^`]+\.tsx)`/g)].map((m) => m[1]);
  expect(named.filter((page) => !existsSync(join(root, page)))).toEqual([]);
});

test('every picture of the list is taken by a test that it names, and every picture taken is in the list', () => {
  const rows = [...list.matchAll(/^\|[^|]*\|([^|]+)\|([^|]*e2e[^|]*)\|$/gm)].map((m) => ({
    pictures: [...m[1].matchAll(/`([^`]+)`/g)].map((p) => p[1]),
    tests: [...m[2].matchAll(/`([^`]+)`/g)].map((p) => read(p[1])).join('\n'),
  }));
  const listed = rows.flatMap((r) => r.pictures);
  expect(listed.length).toBeGreaterThan(60);
  const untaken = rows.flatMap((r) => r.pictures.filter((p) => !RegExp(`shots\\(\\w+, ['\`]${p}`).test(r.tests)));
  expect(untaken).toEqual([]);
  const taken = globSync('e2e/*.spec.ts', { cwd: root }).flatMap((path) =>
    [...read(path).matchAll(/shots\(\w+, ['`]([\w-]+)/g)].map((m) => m[1]),
  );
  expect(taken.filter((p) => !listed.includes(p))).toEqual([]);
});
