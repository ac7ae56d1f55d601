import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { zipOf } from '#/server/formats/testInput.ts';
import { writeParquet } from '#/server/formats/write/parquet.ts';
import { run } from '../find.ts';
import { ProgressLine } from './progress.ts';
import type { FindReport } from './report.ts';
import { tableOf } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'errata-inputs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function find(...args: string[]): Promise<Record<string, unknown>[]> {
  const out = join(folder, 'out.json');
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await run([...args, '--out', out]);
  } finally {
    told.mockRestore();
  }
  return JSON.parse(readFileSync(out, 'utf8')) as Record<string, unknown>[];
}

const words = [
  ['sail', 'mast', 'tide', 'keel', 'rope'],
  ['oven', 'dough', 'rye', 'crust', 'salt'],
];
const samples = Array.from({ length: 60 }, (_, i) => ({
  id: `s${i}`,
  text: [0, 1, 2, 3].map((n) => words[i % 2][(i * 3 + n * (1 + (i % 4))) % 5]).join(' '),
  label: ['sea', 'bread'][(i + (i === 20 ? 1 : 0)) % 2],
}));

test('the same texts as CSV, TSV, JSONL, JSON and Parquet give the same rows', async () => {
  const table = (separator: string) =>
    [['id', 'text', 'label'], ...samples.map(Object.values)].map((cells) => `${cells.join(separator)}\n`).join('');
  async function* rows() {
    yield* samples;
  }
  const parts: Uint8Array[] = [];
  const columns = ['id', 'text', 'label'].map((name) => ({ name, type: 'text' as const }));
  for await (const part of writeParquet(columns, rows())) parts.push(part);
  const first = await find(file('a.csv', table(',')));
  expect(first[0]).toMatchObject({ id: 's20', is_label_issue: true, given_label: 'bread', suggested_label: 'sea' });
  expect(await find(file('a.tsv', table('\t')))).toEqual(first);
  expect(await find(file('a.jsonl', samples.map((s) => `${JSON.stringify(s)}\n`).join('')))).toEqual(first);
  expect(await find(file('a.json', JSON.stringify(samples)))).toEqual(first);
  expect(await find(file('a.parquet', Buffer.concat(parts)))).toEqual(first);
});

test('a ZIP of pictures', async () => {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < 40; i++) {
    const pixels = new Uint8Array(784);
    const at = 4 + ((i * 7) % 20);
    for (let j = 5; j < 23; j++) pixels[i % 2 === 0 ? at * 28 + j : j * 28 + at] = 200;
    const kind = i === 10 || i % 2 === 1 ? 'high' : 'flat';
    const raw = { width: 28, height: 28, channels: 1 as const };
    files[`${kind}/${i}.png`] = await sharp(pixels, { raw }).toColourspace('b-w').png().toBuffer();
  }
  const found = await find(file('pictures.zip', await zipOf(files)));
  expect(found[0]).toMatchObject({ id: 'high/10.png', given_label: 'high', suggested_label: 'flat' });
});

test('the table for people keeps to the width of the terminal', () => {
  const long = 'a very long text that goes on and on, far beyond what a line of a terminal holds';
  const report = {
    ids: ['x1', 'an-id-that-is-much-too-long-for-a-column-of-ids'],
    givenLabel: () => 'a label of more than twenty-two letters',
    suggestedLabel: (row: number) => (row === 0 ? 'other' : null),
    pSuggested: Float64Array.of(0.999, 0.5),
  } as unknown as FindReport;
  const samples = new Map([[0, { kind: 'text' as const, title: null, text: long }]]);
  const lines = tableOf(report, [0, 1], samples, 120).split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(120);
  expect(lines[1]).toMatch(/^1 {2}x1 +a label of more than… {2}other +>99% {2}a very long text that .*…$/);
});

test('the progress line is drawn on a terminal only, and taken away', () => {
  const written: string[] = [];
  const stream = (isTTY: boolean) =>
    ({ isTTY, columns: 60, write: (text: string) => written.push(text) }) as unknown as NodeJS.WriteStream;
  const silent = new ProgressLine(stream(false));
  silent.begin('Reading');
  silent.report(1, 'done');
  expect(written).toEqual([]);
  silent.note('the row has no label.');
  expect(written.splice(0)).toEqual(['Note: the row has no label.\n']);
  const line = new ProgressLine(stream(true));
  line.begin('Encoding');
  line.report(1, 'All texts are read, every one of them to the very end.');
  line.clear();
  expect(written[1]).toContain('Encoding  ████████████████████████ 100%');
  for (const text of written) expect(text.replace('\r\x1b[2K', '').length).toBeLessThan(60);
  expect(written.at(-1)).toBe('\r\x1b[2K');
});
