import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { writeNpy } from '#/ml/npy.ts';
import { writeParquet } from '#/server/formats/write/parquet.ts';
import { run } from '../find.ts';
import { UsageError } from '../usage.ts';

const folder = mkdtempSync(join(tmpdir(), 'errata-arrays-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(inFolder(name), content);
  return inFolder(name);
}

const rows = 120;
const names = ['bird', 'cat', 'dog'];
const random = seeded(2);
const labels = Int32Array.from({ length: rows }, (_, i) => i % 3);
/** Sixteenths and thirty-seconds: exact in every precision. Every twentieth sample is of the next class in truth. */
const probabilities = Float64Array.from({ length: rows * 3 }, (_, at) => {
  const row = Math.floor(at / 3);
  const truth = row % 20 === 7 ? (labels[row] + 1) % 3 : labels[row];
  const sure = row % 2 === 0 ? 0.75 : 0.8125;
  return at % 3 === truth ? sure : (1 - sure) / 2;
});
const wrong = [...labels.keys()].filter((i) => i % 20 === 7);

/** A `.npy` file of another type or order than our own writer makes. */
function npy(descr: string, fortran: boolean, shape: number[], body: ArrayBufferLike): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')},), }\n`;
  const bytes = new Uint8Array(10 + header.length + body.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(body), 10 + header.length);
  return bytes;
}

/** Half-precision bits of a number that has them exactly. */
function half(value: number): number {
  const exponent = Math.floor(Math.log2(value));
  return ((exponent + 15) << 10) | Math.round((value / 2 ** exponent - 1) * 1024);
}

const columnMajor = Float64Array.from(probabilities, (_, at) => probabilities[(at % rows) * 3 + Math.floor(at / rows)]);
const cells = (row: number, order = [0, 1, 2]) => order.map((c) => probabilities[row * 3 + c]);
const lines = (line: (row: number) => string) => Array.from(labels, (_, row) => `${line(row)}\n`).join('');

async function* records(make: (row: number) => Record<string, unknown>) {
  for (let row = 0; row < rows; row++) yield make(row);
}

async function parquet(
  columns: { name: string; type: 'number' | 'json' }[],
  make: (row: number) => Record<string, unknown>,
) {
  const parts: Uint8Array[] = [];
  for await (const part of writeParquet(columns, records(make))) parts.push(part);
  return Buffer.concat(parts);
}

const forms: [string, () => Promise<Uint8Array | string> | Uint8Array | string][] = [
  ['f8.npy', () => writeNpy(probabilities, [rows, 3])],
  ['f4.npy', () => writeNpy(Float32Array.from(probabilities), [rows, 3])],
  ['f2.npy', () => npy('<f2', false, [rows, 3], Uint16Array.from(probabilities, half).buffer)],
  ['fortran.npy', () => npy('<f8', true, [rows, 3], columnMajor.buffer)],
  ['fortran2.npy', () => npy('<f2', true, [rows, 3], Uint16Array.from(columnMajor, half).buffer)],
  ['named.csv', () => `dog,bird,cat\n${lines((row) => cells(row, [2, 0, 1]).join(','))}`],
  ['counted.csv', () => `,bird,cat,dog\n${lines((row) => `${row},${cells(row).join(',')}`)}`],
  [
    'bare.csv',
    () =>
      lines((row) =>
        cells(row)
          .map((p) => p.toExponential(18))
          .join(','),
      ),
  ],
  ['lines.jsonl', () => lines((row) => JSON.stringify(Object.fromEntries(names.map((n, c) => [n, cells(row)[c]]))))],
  ['lists.jsonl', () => lines((row) => JSON.stringify({ pred_probs: cells(row) }))],
  [
    'columns.parquet',
    () =>
      parquet(
        names.map((name) => ({ name, type: 'number' })),
        (row) => Object.fromEntries(names.map((name, c) => [name, cells(row)[c]])),
      ),
  ],
];

const data = `id,text,label\n${lines((row) => `r${row},some words ${row},${names[labels[row]]}`)}`;

async function find(...args: string[]): Promise<{ found: Record<string, unknown>[]; said: string }> {
  const out = inFolder('out.jsonl');
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    expect(await run([...args, '--out', out])).toBe(0);
    const found = readFileSync(out, 'utf8').trim().split('\n');
    return { found: found.map((line) => JSON.parse(line)), said: told.mock.calls.map(([text]) => text).join('') };
  } finally {
    told.mockRestore();
  }
}

describe('probabilities in every form give the same', () => {
  test.each(forms)('%s', async (name, make) => {
    const path = file(name, await make());
    const { found } = await find(file('data.csv', data), '--pred-probs', path);
    const flagged = found.filter((row) => row.is_label_issue);
    expect(flagged.map((row) => row.id).sort()).toEqual(wrong.map((row) => `r${row}`).sort());
    for (const row of flagged) {
      const given = labels[Number(String(row.id).slice(1))];
      expect(row).toMatchObject({ given_label: names[given], suggested_label: names[(given + 1) % 3] });
    }
  });
});

describe('labels by themselves', () => {
  const withLabels = async (name: string, content: string | Uint8Array, ...more: string[]) => {
    const probs = file('P.npy', writeNpy(probabilities, [rows, 3]));
    return find('--pred-probs', probs, '--labels', file(name, content), ...more);
  };

  test('numbers, named by --classes', async () => {
    const { found } = await withLabels('y.npy', writeNpy(labels, [rows]), '--classes', 'bird, cat, dog');
    expect(found[0]).toMatchObject({ is_label_issue: true, given_label: 'cat', suggested_label: 'dog' });
    expect(found.filter((row) => row.is_label_issue)).toHaveLength(wrong.length);
  });

  test('texts in .npy, and a column of a table', async () => {
    const points = new Uint32Array(rows * 4);
    labels.forEach((label, i) => {
      [...names[label]].forEach((letter, j) => {
        points[i * 4 + j] = letter.codePointAt(0)!;
      });
    });
    const texts = await withLabels('u.npy', npy('<U4', false, [rows], points.buffer));
    const table = await withLabels('labels.csv', `label\n${lines((row) => names[labels[row]])}`);
    expect(texts.found).toEqual(table.found);
    expect(texts.found[0]).toMatchObject({ given_label: 'cat' });
  });

  test('zeros and ones for samples with several labels', async () => {
    const several = Int32Array.from({ length: rows * 3 }, (_, at) => Number(labels[Math.floor(at / 3)] === at % 3));
    const { found } = await withLabels('Y.npy', writeNpy(several, [rows, 3]), '--classes', 'bird,cat,dog');
    expect(found[0]).toMatchObject({ is_label_issue: true, given_label: 'cat', suggested_label: 'dog' });
  });

  test('cells with several labels', async () => {
    const probs = file('P.npy', writeNpy(probabilities, [rows, 3]));
    const cell = (row: number) =>
      row === 7 ? 'bird;dog' : names[row % 20 === 7 ? (labels[row] + 1) % 3 : labels[row]];
    const path = file('several.csv', `text,label\n${lines((row) => `words,${cell(row)}`)}`);
    const { found } = await find(path, '--pred-probs', probs, '--label-separator', ';');
    expect(found[0]).toMatchObject({ id: '7', is_label_issue: true, given_label: 'bird;dog', suggested_label: 'dog' });
  });

  test('embeddings as the input', async () => {
    const features = Float32Array.from({ length: rows * 4 }, (_, at) => {
      const row = Math.floor(at / 4);
      const truth = row === 30 ? 1 : labels[row];
      return (at % 4 === truth ? 2 : 0) + random.normal() * 0.2;
    });
    const y = file('y.npy', writeNpy(labels, [rows]));
    const { found } = await find(file('E.npy', writeNpy(features, [rows, 4])), '--labels', y);
    expect(found[0]).toMatchObject({ id: '30', given_label: '0', suggested_label: '1' });
  });
});

test('a sum off by rounding is divided out and noted; a class that nobody has is noted', async () => {
  const off = probabilities.slice();
  off[3] += 0.00002;
  const y = file('y.npy', writeNpy(labels, [rows]));
  const rounded = await find('--pred-probs', file('off.npy', writeNpy(off, [rows, 3])), '--labels', y);
  expect(rounded.said).toMatch(/Note: 1 row of .*off\.npy did not sum to 1 exactly \(at worst to 1\.00002\)/);
  const never = labels.map((label) => (label === 2 ? 0 : label));
  const two = file('two.npy', writeNpy(never, [rows]));
  const { said } = await find('--pred-probs', file('P.npy', writeNpy(probabilities, [rows, 3])), '--labels', two);
  expect(said).toMatch(/Note: No sample has the label “2”/);
});

describe('what cannot be used is refused in one sentence', () => {
  const changed = (at: number, ...values: number[]) => {
    const copy = probabilities.slice();
    copy.set(values, at);
    return writeNpy(copy, [rows, 3]);
  };
  const whole = writeNpy(probabilities, [rows, 3]);
  const csv = `bird,cat,dog\n${lines((row) => cells(row).join(','))}`;
  const bad: [string, string, Uint8Array | string, RegExp][] = [
    [
      'not a number',
      'x.npy',
      changed(4, Number.NaN),
      /x\.npy: Row 1, column 1: not a number \(NaN\) is no probability/,
    ],
    ['negative', 'x.npy', changed(30, -0.25), /Row 10, column 0: -0\.25 is no probability/],
    ['above one', 'x.npy', changed(30, 1.5), /Row 10, column 0: 1\.5 is no probability/],
    ['a sum of 1.2', 'x.npy', changed(30, 0.4, 0.4, 0.4), /Row 10 sums to 1\.2/],
    [
      'too few rows',
      'x.npy',
      writeNpy(probabilities.slice(3), [rows - 1, 3]),
      /x\.npy has 119 rows, but there are 120/,
    ],
    ['one dimension', 'x.npy', writeNpy(probabilities, [rows * 3]), /The array has 1 dimension; two are needed/],
    ['texts', 'x.npy', npy('<U1', false, [2, 3], new ArrayBuffer(24)), /holds texts; numbers are needed/],
    [
      'cut off in the values',
      'x.npy',
      whole.subarray(0, 1000),
      /The \.npy file is cut short: 2880 bytes of values expected/,
    ],
    ['cut off in the header', 'x.npy', whole.subarray(0, 40), /cut short in its header/],
    ['cut off in the table', 'x.csv', csv.slice(0, -12), /x\.csv, line 121: the row has 2 cells, the header 3/],
    ['words', 'x.csv', csv.replace('0.75', 'high'), /Line 2, column “bird”: “high” is not a number/],
    ['an empty cell', 'x.csv', csv.replace('0.75', ''), /Line 2, column “bird”: the cell is empty/],
    ['no table at all', 'x.parquet', 'PAR1 and then nothing', /x\.parquet: this is not a complete Parquet file/],
    ['nothing', 'x.csv', '', /x\.csv: the file is empty/],
  ];
  test.each(bad)('%s', async (_, name, content, message) => {
    const y = file('data.csv', data);
    const found = run([y, '--pred-probs', file(name, content)]);
    await expect(found).rejects.toThrow(message);
    await expect(found).rejects.toThrow(UsageError);
    const { message: sentence } = (await found.catch((error: unknown) => error)) as Error;
    expect(sentence.split('\n')).toHaveLength(1);
  });

  const labelled: [string, Uint8Array | string, RegExp][] = [
    [
      'a number beyond the columns',
      writeNpy(
        labels.map((l) => l + 1),
        [rows],
      ),
      /row 2 has the class number 3, but .* columns 0 to 2/,
    ],
    [
      'a negative number',
      writeNpy(
        labels.map((l) => l - 1),
        [rows],
      ),
      /y\.npy: Row 0: -1 is no class number/,
    ],
    [
      'half a number',
      writeNpy(
        Float64Array.from(labels, (l) => l / 2),
        [rows],
      ),
      /Row 1: 0\.5 is no class number/,
    ],
    ['fewer than rows', writeNpy(labels.slice(0, 80), [80]), /has 120 rows, but there are 80 labels/],
    ['neither zero nor one', writeNpy(Int32Array.of(0, 1, 2, 1), [2, 2]), /Row 1, column 0: 2 is neither 0 nor 1/],
  ];
  test.each(labelled)('labels: %s', async (_, content, message) => {
    const probs = file('P.npy', whole);
    await expect(run(['--pred-probs', probs, '--labels', file('y.npy', content)])).rejects.toThrow(message);
  });

  test('classes without a column, and columns without a class', async () => {
    const probs = file('P.npy', whole);
    const two = file('two.csv', 'text,label\na,x\nb,y\nc,x\n');
    await expect(run([two, '--pred-probs', probs])).rejects.toThrow(/has 120 rows, but there are 3 labels/);
    const pair = file('pair.csv', data.replaceAll(',dog\n', ',cat\n'));
    await expect(run([pair, '--pred-probs', probs])).rejects.toThrow(
      /has 3 columns, but the labels have 2 classes; .*--classes/,
    );
    await expect(run([pair, '--pred-probs', probs, '--classes', 'bird,dog,fish'])).rejects.toThrow(
      /--classes: row 1 has the label “cat”/,
    );
  });
});
