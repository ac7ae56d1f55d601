import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { FILTERS } from '#/ml/classic/label-issues.ts';
import { writeNpy } from '#/ml/npy.ts';
import { findHelp } from './find/help.ts';
import { knownOptions, readFindOptions } from './find/options.ts';

const executable = fileURLToPath(new URL('../errata', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'errata-find-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function find(...args: string[]) {
  // Neither a database nor a place of its own is there, and neither is asked for.
  const env = { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', ERRATA_HOME: '/dev/null/none' };
  const { status, stdout, stderr } = spawnSync(executable, ['find', ...args], { encoding: 'utf8', cwd: folder, env });
  return { status, stdout, stderr };
}

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

const topics = {
  sea: 'boat sail harbour wind anchor deck mast tide',
  bakery: 'bread oven flour yeast crust dough butter sugar',
  music: 'piano chord melody tempo score violin rhythm tune',
};

/** 150 short texts of three topics; every 25th has another topic's label. */
function table(): { csv: string; wrong: Set<string> } {
  const random = seeded(3);
  const names = Object.keys(topics) as (keyof typeof topics)[];
  const wrong = new Set<string>();
  const lines = ['key,what was said,kind'];
  for (let i = 0; i < 150; i++) {
    const words = topics[names[i % 3]].split(' ');
    const text = Array.from({ length: 9 }, () => words[random.below(8)]).join(' ');
    if (i % 25 === 7) wrong.add(`t${i}`);
    lines.push(`t${i},"${text}, ""said"" he",${names[(i + (i % 25 === 7 ? 1 : 0)) % 3]}`);
  }
  return { csv: `${lines.join('\n')}\n`, wrong };
}

const { csv, wrong } = table();
const columns = ['--text-column', 'what was said', '--label-column', 'kind', '--id-column', 'key'];
const fixed = ['id', 'is_label_issue', 'label_quality', 'given_label', 'suggested_label', 'p_suggested'];

describe('errata find on texts', () => {
  test('planted errors come first, one row per sample, the summary on stderr', () => {
    const { status, stdout, stderr } = find(file('texts.csv', csv), ...columns);
    expect(stderr).toMatch(/150 samples, 3 classes/);
    expect(stderr).toMatch(/Estimated wrong: .*%/);
    expect(stderr).toMatch(/backend \w+/);
    expect(status).toBe(0);
    const rows = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(Object.keys(rows[0]).slice(0, 6)).toEqual(fixed);
    expect(Object.keys(rows[0]).length).toBeGreaterThan(7);
    expect(rows).toHaveLength(150);
    expect(new Set(rows.slice(0, wrong.size).map((row) => row.id))).toEqual(wrong);
    const quality = rows.map((row) => Number(row.label_quality));
    expect(quality).toEqual(quality.toSorted((a, b) => a - b));
    expect(rows[0]).toMatchObject({ is_label_issue: 'true' });
    expect(rows[0].given_label).not.toBe(rows[0].suggested_label);
  });

  test('JSON and JSON lines into a file, the same for the same seed', () => {
    file('texts.csv', csv);
    expect(find('texts.csv', ...columns, '--format', 'json', '--out', 'a.json').status).toBe(0);
    expect(find('texts.csv', ...columns, '--format', 'jsonl', '--out', 'a.jsonl').stdout).toBe('');
    const json = JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8')) as unknown[];
    const lines = readFileSync(join(folder, 'a.jsonl'), 'utf8').trim().split('\n');
    expect(json).toEqual(lines.map((line) => JSON.parse(line)));
    expect(json).toHaveLength(150);
  });
});

test('a folder of pictures', async () => {
  const random = seeded(1);
  for (const kind of ['flat', 'high']) mkdirSync(join(folder, 'pictures', kind), { recursive: true });
  for (let i = 0; i < 60; i++) {
    const pixels = new Uint8Array(784);
    const flat = i % 2 === 0;
    const at = 6 + random.below(14);
    for (let j = 5; j < 23; j++) pixels[flat ? at * 28 + j : j * 28 + at] = 180 + random.below(70);
    const shown = i === 10 ? 'high' : flat ? 'flat' : 'high';
    const png = sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
      .toColourspace('b-w')
      .png();
    await png.toFile(join(folder, 'pictures', shown, `${i}.png`));
  }
  const { status, stdout } = find('pictures', '--format', 'jsonl');
  expect(status).toBe(0);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows).toHaveLength(60);
  expect(rows[0]).toMatchObject({ given_label: 'high', suggested_label: 'flat', is_label_issue: true });
  expect(String(rows[0].id)).toContain('10.png');
});

describe("with arrays of one's own", () => {
  const random = seeded(8);
  const labels = Int32Array.from({ length: 90 }, (_, i) => i % 3);
  const probabilities = new Float64Array(270);
  const features = new Float32Array(360);
  labels.forEach((label, i) => {
    const truth = i === 30 ? (label + 1) % 3 : label;
    for (let c = 0; c < 3; c++) probabilities[i * 3 + c] = c === truth ? 0.9 : 0.05;
    for (let j = 0; j < 4; j++) features[i * 4 + j] = (j === truth ? 2 : 0) + random.normal() * 0.2;
  });

  test('probabilities and labels without an input: confident learning', () => {
    file('P.npy', writeNpy(probabilities, [90, 3]));
    file('y.npy', writeNpy(labels, [90]));
    const { status, stdout, stderr } = find('--pred-probs', 'P.npy', '--labels', 'y.npy');
    expect(stderr).toMatch(/90 samples, 3 classes, 1 labels? held for wrong/);
    expect(stderr).toMatch(/confident learning, prune_by_noise_rate/);
    expect(status).toBe(0);
    const rows = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(rows[0]).toMatchObject({ id: '30', is_label_issue: 'true', given_label: '0', suggested_label: '1' });
    expect(rows.filter((row) => row.is_label_issue === 'true')).toHaveLength(1);
  });

  test('probabilities that do not fit the labels are refused', () => {
    file('P.npy', writeNpy(probabilities, [90, 3]));
    file('short.npy', writeNpy(labels.slice(0, 80), [80]));
    file(
      'high.npy',
      writeNpy(
        labels.map((label) => label + 1),
        [90],
      ),
    );
    expect(find('--pred-probs', 'P.npy', '--labels', 'short.npy')).toMatchObject({ status: 2, stdout: '' });
    expect(find('--pred-probs', 'P.npy', '--labels', 'high.npy').stderr).toMatch(
      /row 2 has the class number 3, but P.npy has the columns 0 to 2/,
    );
  });

  test('embeddings in place of an encoder', () => {
    file('E.npy', writeNpy(features, [90, 4]));
    file(
      'plain.csv',
      `id,text,label\n${[...labels].map((label, i) => `r${i},some text ${i},class ${label}`).join('\n')}\n`,
    );
    const { status, stdout, stderr } = find('plain.csv', '--embeddings', 'E.npy');
    expect(stderr).toMatch(/given embeddings/);
    expect(status).toBe(0);
    const rows = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(rows[0]).toMatchObject({ id: 'r30', given_label: 'class 0', suggested_label: 'class 1' });
  });
});

describe('what cannot be used ends with 2 and one line per problem', () => {
  const refusals: [string, string[], RegExp][] = [
    ['no such file', ['absent.csv'], /absent\.csv: there is no such file/],
    ['an unknown column', ['texts.csv', '--label-column', 'nix'], /no column “nix”; the columns are “key”/],
    ['a bad seed', ['texts.csv', '--seed', 'x'], /--seed: “x”/],
    ['an encoder for something else', ['texts.csv', ...columns, '--encoder', 'patches'], /not for text samples/],
    [
      'embeddings that are no array',
      ['texts.csv', ...columns, '--embeddings', 'texts.csv'],
      /--embeddings: texts\.csv: Line 2, column “key”: “t0” is not a number/,
    ],
    ['an empty file', ['empty.csv'], /empty/],
    ['no column of labels', ['none.csv'], /the label column is missing; .*“foo”, “bar”\. Name it with --label-column/],
    ['one class only', ['one.csv'], /same label “x”/],
  ];
  test.each(refusals)('%s', (_, args, message) => {
    file('texts.csv', csv);
    file('empty.csv', '');
    file('none.csv', 'foo,bar\n1,2\n3,4\n');
    file('one.csv', 'text,label\na b,x\nc d,x\n');
    const { status, stdout, stderr } = find(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  test('every duplicate id is named with its line', () => {
    file('twice.csv', 'id,text,label\n1,a b,x\n1,c d,y\n2,e f,x\n2,g h,y\n');
    const { status, stderr } = find('twice.csv', '--id-column', 'id');
    expect(stderr.trim().split('\n')).toHaveLength(2);
    expect(stderr).toMatch(/twice\.csv, line 3: the id “1” was already used on line 2/);
    expect(status).toBe(2);
  });

  test('of very many problems the first', () => {
    file('many.csv', `id,text,label\n${'1,a b,x\n'.repeat(50)}`);
    const lines = find('many.csv', '--id-column', 'id').stderr.trim().split('\n');
    expect(lines).toHaveLength(21);
    expect(lines[20]).toBe('And 29 more problems, at least.');
  });

  test('a picture that is cut off', () => {
    mkdirSync(join(folder, 'broken', 'a'), { recursive: true });
    mkdirSync(join(folder, 'broken', 'b'), { recursive: true });
    for (const name of ['a/1', 'a/2', 'b/3', 'b/4'])
      writeFileSync(join(folder, 'broken', `${name}.png`), Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'));
    const { status, stderr } = find('broken');
    expect(stderr).toMatch(/1\.png: the picture cannot be decoded/);
    expect(status).toBe(2);
  });
});

const misuses: [string, string[], RegExp][] = [
  ['no input', [], /Give an INPUT/],
  ['an unknown option', ['texts.csv', '--frob'], /--frob/],
  ['an unknown format', ['texts.csv', '--format', 'xml'], /--format: “xml” is not one of csv, jsonl, json/],
  ['classic without probabilities', ['texts.csv', '--method', 'classic'], /needs --pred-probs/],
];
test.each(misuses)('misuse: %s', (_, args, message) => {
  expect(() => readFindOptions(args)).toThrow(message);
});

test('--help tells every option and rule, and fits a narrow terminal', () => {
  const { status, stdout } = find('--help');
  expect(status).toBe(0);
  expect(stdout).toBe(findHelp);
  for (const option of [...Object.keys(knownOptions).map((name) => `--${name}`), ...FILTERS, ...fixed, 'EXIT CODES'])
    expect(stdout).toContain(option);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
