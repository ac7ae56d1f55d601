import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testInputs } from '../testInput.ts';
import { type ColumnType, widen, writeParquet } from './parquet.ts';

let inputs: Awaited<ReturnType<typeof testInputs>>;
beforeAll(async () => {
  inputs = await testInputs();
});
afterAll(() => inputs.close());

async function* each<T>(items: T[]) {
  yield* items;
}

const typeOf = (values: unknown[]) => values.reduce<ColumnType | null>((type, v) => widen(type, v), null) ?? 'text';

describe('writeParquet', () => {
  it('writes what the reader reads back, whatever the columns hold', async () => {
    const row = fc.record({
      text: fc.option(fc.string({ unit: 'grapheme', maxLength: 12 })),
      whole: fc.option(fc.maxSafeInteger()),
      number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)),
      yes: fc.option(fc.boolean()),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const names = ['text', 'whole', 'number', 'yes'] as const;
        const columns = names.map((name) => ({ name, type: typeOf(rows.map((r) => r[name])) }));
        const read = await inputs.read('x.parquet', await buffer(writeParquet(columns, each(rows))));
        expect(read.rows.map((r) => r.fields)).toEqual(
          rows.map((r) => ({ ...r, number: r.number === 0 ? 0 : r.number })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a column of several kinds as text', async () => {
    const values = [1, 'two', { three: 3 }, null];
    expect(typeOf(values)).toBe('json');
    expect(typeOf([1, 2.5])).toBe('number');
    const bytes = await buffer(writeParquet([{ name: 'a', type: 'json' }], each(values.map((a) => ({ a })))));
    const read = await inputs.read('x.parquet', bytes);
    expect(read.rows.map((r) => r.fields.a)).toEqual(['1', 'two', '{"three":3}', null]);
  });
});
