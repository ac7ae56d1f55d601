import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testInputs } from './testInput.ts';

let inputs: Awaited<ReturnType<typeof testInputs>>;
beforeAll(async () => {
  inputs = await testInputs();
});
afterAll(() => inputs.close());

const key = fc.string({ minLength: 1, maxLength: 6 }).filter((k) => k !== '__proto__' && k !== 'data');
const row = fc.dictionary(key, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4, noNullPrototype: true });
const rowsArbitrary = fc.array(row, { minLength: 1, maxLength: 6 });

describe('JSON and JSON Lines', () => {
  it.each([
    ['x.jsonl', (rows: unknown[]) => rows.map((r) => JSON.stringify(r)).join('\n')],
    ['x.json', (rows: unknown[]) => JSON.stringify(rows)],
    [
      'x.json',
      (rows: unknown[]) => JSON.stringify({ version: '1, [2', about: { data: 3 }, data: rows, more: [1] }, null, 2),
    ],
    ['x.json', (rows: unknown[]) => JSON.stringify(rows, null, 1).replaceAll('\n', '\r\n')],
  ])('reads what was written (%s)', async (name, write) => {
    await fc.assert(
      fc.asyncProperty(rowsArbitrary, async (values) => {
        const expected = JSON.parse(JSON.stringify(values));
        const { rows, problems } = await inputs.read(name, write(values));
        expect(problems).toEqual([]);
        expect(rows.map((r) => r.fields)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the digits of large numbers', async () => {
    const { rows } = await inputs.read('x.jsonl', '{"id": 12345678901234567890, "n": 12}\n');
    expect(rows[0]!.fields).toEqual({ id: '12345678901234567890', n: 12 });
  });

  it('takes JSON Lines that are called .json', async () => {
    const { source, rows } = await inputs.read('x.json', '{"a":1}\n{"a":2}\n');
    expect([source.format, rows.length]).toEqual(['jsonl', 2]);
  });

  it('numbers rows by line', async () => {
    const { rows } = await inputs.read('x.json', '[\n{"a":1},\n\n{"a":\n2},{"a":3}]');
    expect(rows.map((r) => r.line)).toEqual([2, 4, 5]);
  });

  it('names the lines that are no rows and goes on', async () => {
    const { rows, problems } = await inputs.read('x.jsonl', '{"a":1}\n{"a":\n[1]\n\n{"a":2}\n');
    expect(rows.length).toBe(2);
    expect(problems.map((p) => p.line)).toEqual([2, 3]);
  });

  it.each([
    ['x.json', '', /empty/],
    ['x.jsonl', '\n\n', /empty/],
    ['x.json', '{"rows": 3}', /no list of rows/],
    ['x.json', '[{"a":1},{"a":2}', /line 1: the file ends inside the list/],
    ['x.json', '[{"a":1},\n{"a":', /line 2: the file ends inside the list/],
    ['x.jsonl', `{"a":1}\n{"a":"${'x'.repeat(20 * 1024 * 1024)}"}\n`, /line 2: the value is larger than 8 MB/],
    ['x.json', `[{"a":1},\n{"a":"${'x'.repeat(20 * 1024 * 1024)}"}]`, /line 2: the value is larger than 8 MB/],
  ])('refuses a bad %s', async (name, text, message) => {
    await expect(inputs.read(name, text)).rejects.toThrow(message);
  });
});
