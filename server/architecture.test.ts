import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['app', 'bin', 'db', 'e2e', 'ml', 'server'];

function walk(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === join('db', 'migrations') ? [] : walk(path);
    return /\.(tsx?|mjs|css)$/.test(entry.name) ? [path] : [];
  });
}

interface Import {
  from: string;
  /** A file of ours, or a package's name. */
  to: string;
  ours: boolean;
  /** Only types: gone at run time. */
  type: boolean;
}

const statement = /(?:^|\n)\s*(import|export)(\s+type)?\s([^;'"]*?\sfrom\s*)?['"]([^'"]+)['"]/g;
const dynamic = /(import)\(()()\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8');
  return [statement, dynamic].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, , type, names, to]) => {
      const inner =
        /\{([^}]*)\}/
          .exec(names ?? '')?.[1]
          .split(',')
          .filter((n) => n.trim() !== '') ?? [];
      const allTypes = inner.length > 0 && inner.every((n) => /^\s*type\s/.test(n)) && !/^\s*\w+\s*,/.test(names ?? '');
      const ours = to.startsWith('#/') || to.startsWith('.');
      const file = to.startsWith('#/') ? to.slice(2) : relative(root, resolve(root, dirname(from), to));
      return { from, to: ours ? file : to, ours, type: type !== undefined || allTypes };
    }),
  );
}

const files = folders.flatMap(walk);
const sources = files.filter(
  (f) => /\.tsx?$/.test(f) && !/\.(test|spec)\.tsx?$/.test(f) && !f.startsWith('server/testing/'),
);
const imports = sources.flatMap(importsOf);
const within = (path: string, places: readonly string[]) =>
  places.some((p) => path === p || path.startsWith(p.endsWith('/') ? p : `${p}/`));

interface Rule {
  who: string[];
  /** Our own places it may import at run time. */
  may: string[];
  /** Further places it may import types from. */
  types?: string[];
  /** Packages it may import; any where not given. */
  packages?: RegExp;
}

const wiring = ['server/context.ts', 'server/environment.ts'];
const rules: Rule[] = [
  {
    who: ['app'],
    may: ['app', 'server/domain'],
    types: ['server'],
  },
  { who: ['server/routers'], may: ['server/routers', 'server/services', 'server/domain', 'server/trpc.ts'] },
  {
    who: ['server/jobs'],
    may: ['server/jobs', 'server/services', 'server/domain', 'server/compute', ...wiring],
    types: ['server/process.ts', 'db/client.ts', 'server/blobs/store.ts'],
  },
  {
    who: ['server/services'],
    may: [
      'server/services',
      'server/domain',
      'server/formats',
      'server/images',
      'server/demo',
      'server/blobs',
      'server/compute',
      'server/providers',
      'db',
      'ml',
      ...wiring,
    ],
    types: ['server/jobs/boss.ts'],
  },
  { who: ['server/domain'], may: ['server/domain'], packages: /^zod$/ },
  // Readers, like the formats: of pictures, and of the demo's data.
  {
    who: ['server/images', 'server/demo'],
    may: ['server/images', 'server/demo', 'server/domain', 'server/formats', 'ml'],
  },
  { who: ['server/providers'], may: ['server/providers', 'server/domain'] },
  { who: ['server/formats'], may: ['server/formats', 'server/domain', 'server/blobs'] },
  { who: ['db'], may: ['db'], types: ['server/domain'], packages: /^(drizzle-orm(\/.*)?|postgres|node:.*)$/ },
  { who: ['ml'], may: ['ml'], packages: /^(@tensorflow\/.*|node:.*)$/ },
  {
    who: ['bin'],
    may: ['bin', 'db', 'ml', 'server', 'e2e/support/browserArguments.ts'],
  },
];

describe('who may import whom', () => {
  test.each(rules.map((r) => [r.who.join(', '), r] as const))('%s', (_, rule) => {
    const mine = imports.filter((i) => within(i.from, rule.who));
    expect(mine.length).toBeGreaterThan(0);
    const wrong = mine.filter((i) => {
      if (!i.ours) return rule.packages !== undefined && !rule.packages.test(i.to);
      return !(within(i.to, rule.may) || (i.type && within(i.to, rule.types ?? [])));
    });
    expect(wrong.map((i) => `${i.from} → ${i.to}`)).toEqual([]);
  });

  test('routers never reach the database, nor the command line the pages', () => {
    const wrong = imports.filter(
      (i) =>
        (within(i.from, ['server/routers']) && within(i.to, ['db'])) ||
        (within(i.from, ['bin']) && within(i.to, ['app'])),
    );
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  test('none is longer than 300 lines', () => {
    const long = files
      .map((f) => ({ f, lines: readFileSync(join(root, f), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  test('none is named for being a collection of things', () => {
    expect(files.filter((f) => /(^|[/.])(utils?|helpers?|managers?|common)([/.]|$)/i.test(f))).toEqual([]);
  });

  test('the environment is read in one place', () => {
    // `.mjs` files run before anything is installed.
    const reads = sources.filter(
      (f) => !f.startsWith('e2e/') && /process\.env\b/.test(readFileSync(join(root, f), 'utf8')),
    );
    expect(reads).toEqual(['server/environment.ts']);
  });
});
