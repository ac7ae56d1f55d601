import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testInputs } from './testInput.ts';

let inputs: Awaited<ReturnType<typeof testInputs>>;
beforeAll(async () => {
  inputs = await testInputs();
});
afterAll(() => inputs.close());

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('Parquet', () => {
  it('reads what was written, in order, over row groups', async () => {
    const value = fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 20 }),
      n: fc.option(fc.integer({ min: -1000, max: 1000 })),
      big: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      ok: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 30 }), async (values) => {
        const file = parquetWriteBuffer({
          columnData: [
            { name: 'text', data: values.map((v) => v.text), type: 'STRING' },
            { name: 'n', data: values.map((v) => v.n), type: 'INT32' },
            { name: 'big', data: values.map((v) => v.big), type: 'INT64' },
            { name: 'ok', data: values.map((v) => v.ok), type: 'BOOLEAN' },
          ],
          rowGroupSize: 7,
        });
        const { source, rows } = await inputs.read('x.parquet', new Uint8Array(file));
        expect(source.rows).toBe(values.length);
        expect(rows.map((r) => r.line)).toEqual(values.map((_, i) => i + 1));
        expect(rows.map((r) => r.fields)).toEqual(
          values.map((v) => ({ ...v, big: Number.isSafeInteger(Number(v.big)) ? Number(v.big) : String(v.big) })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('understands pictures and class names as Hugging Face writes them', async () => {
    const features = { image: { _type: 'Image' }, label: { names: ['cat', 'dog 🐕'], _type: 'ClassLabel' } };
    const file = parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 2 },
        { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
        { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
        { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        { name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' },
      ],
      columnData: [
        {
          name: 'image',
          data: [
            { bytes: png, path: 'a.png' },
            { bytes: png, path: null },
          ],
        },
        { name: 'label', data: [1n, -1n] },
      ],
      kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
    });
    const { source, rows } = await inputs.read('train.parquet', new Uint8Array(file));
    expect(source).toMatchObject({ task: 'image', imageColumn: 'image', declared: { label: 'label' } });
    expect(rows.map((r) => r.fields)).toEqual([
      { image: 'a.png', label: 'dog 🐕' },
      { image: null, label: null },
    ]);
    expect(Buffer.from(await rows[0]!.image!()).equals(png)).toBe(true);
  });

  it('refuses what is cut off or not Parquet', async () => {
    const file = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'a', data: ['x', 'y'], type: 'STRING' }] }));
    await expect(inputs.read('x.parquet', file.subarray(0, file.length - 9))).rejects.toThrow(
      /x\.parquet: this is not a complete Parquet file/,
    );
    await expect(inputs.read('x.parquet', 'text,label\n')).rejects.toMatchObject({ code: 'bad_input' });
    await expect(inputs.read('x.parquet', '')).rejects.toThrow(/empty/);
  });
});
