import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource } from './index.ts';
import type { SourceRecord } from './source.ts';
import { readFiles, testInputs, zipOf } from './testInput.ts';

let inputs: Awaited<ReturnType<typeof testInputs>>;
beforeAll(async () => {
  inputs = await testInputs();
});
afterAll(() => inputs.close());

const fieldsOf = (rows: { fields: Record<string, unknown> }[]) => rows.map((r) => r.fields);

describe('ZIP and folder of pictures', () => {
  it('takes the label from the folder, below folders that all share', async () => {
    const zip = await zipOf({
      'pets/dogs are fine/2.png': 'b',
      'pets/cat/1.png': 'a',
      'pets/.DS_Store': 'x',
      '__MACOSX/pets/cat/._1.png': 'x',
      'pets/readme.txt': 'x',
    });
    const { source, rows } = await inputs.read('pets.zip', zip);
    expect(source).toMatchObject({ format: 'zip', task: 'image', rows: 2 });
    expect(fieldsOf(rows)).toEqual([
      { file_name: 'pets/cat/1.png', label: 'cat' },
      { file_name: 'pets/dogs are fine/2.png', label: 'dogs are fine' },
    ]);
  });

  it('takes split and label from split/class/file', async () => {
    const { rows } = await inputs.read(
      'x.zip',
      await zipOf({ 'train/0/a.png': 'a', 'test/1/b.png': 'b', 'train/1/c.png': 'c' }),
    );
    expect(fieldsOf(rows)).toEqual([
      { file_name: 'test/1/b.png', label: '1', split: 'test' },
      { file_name: 'train/0/a.png', label: '0', split: 'train' },
      { file_name: 'train/1/c.png', label: '1', split: 'train' },
    ]);
  });

  it('takes rows from metadata.csv, and tells of pictures that are not there', async () => {
    const zip = await zipOf({ 'metadata.csv': 'file_name,label,age\na.png,x,3\nb.png,y,4\n', 'a.png': 'picture a' });
    const file = await inputs.write('x.zip', zip);
    const source = await openSource([file]);
    const problems: unknown[] = [];
    const seen: unknown[] = [];
    for await (const r of source.records((p) => problems.push(p)))
      seen.push([r.fields, Buffer.from(await r.image!()).toString(), r.line]);
    await source.close();
    expect(seen).toEqual([[{ file_name: 'a.png', label: 'x', age: '3' }, 'picture a', 2]]);
    expect(problems).toMatchObject([{ file: 'metadata.csv', line: 3 }]);
  });

  it('reads metadata.jsonl per split', async () => {
    const { source, rows } = await inputs.read(
      'x.zip',
      await zipOf({
        'train/metadata.jsonl': '{"file_name":"a.png","label":"x"}\n',
        'train/a.png': 'a',
        'test/metadata.jsonl': '{"file_name":"b.png","label":"y"}\n',
        'test/b.png': 'b',
      }),
    );
    expect(source.columns).toEqual(['file_name', 'label', 'split']);
    expect(fieldsOf(rows)).toEqual([
      { file_name: 'test/b.png', label: 'y', split: 'test' },
      { file_name: 'train/a.png', label: 'x', split: 'train' },
    ]);
  });

  it('reads one table in a ZIP', async () => {
    const { source, rows } = await inputs.read('x.zip', await zipOf({ 'data/mail.csv': 'text,label\na,1\n' }));
    expect([source.format, source.task, rows.length]).toEqual(['csv', 'text', 1]);
  });

  it('reads a folder on disk as it reads files with relative names', async () => {
    const folder = join(inputs.folder, 'digits');
    for (const path of ['1/b.png', '0/a.png']) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), path);
    }
    const source = await openSource(folder);
    const rows = [];
    for await (const r of source.records()) rows.push(r);
    expect(fieldsOf(rows)).toEqual([
      { file_name: '0/a.png', label: '0' },
      { file_name: '1/b.png', label: '1' },
    ]);
    const given = await readFiles([
      await inputs.write('digits/1/b.png', 'b'),
      await inputs.write('digits/0/a.png', 'a'),
    ]);
    expect(given.rows.map((r) => r.fields.label)).toEqual(['0', '1']);
  });

  it('reads several tables as one, the splits from their names', async () => {
    const { rows } = await readFiles([
      await inputs.write('mail-train.csv', 'text,label\na,1\n'),
      await inputs.write('mail-test.csv', 'text,label\nb,2\n'),
    ]);
    expect(fieldsOf(rows)).toEqual([
      { text: 'b', label: '2', split: 'test' },
      { text: 'a', label: '1', split: 'train' },
    ]);
  });

  it('refuses paths that lead out of the ZIP', async () => {
    const honest = (await zipOf({ 'aa/evil.png': 'x', 'b/ok.png': 'y' })).toString('latin1');
    for (const path of ['../evil.png', '/tmp/vil.png']) {
      const bytes = Buffer.from(honest.replaceAll('aa/evil.png', path.slice(0, 11).padEnd(11, 'g')), 'latin1');
      await expect(inputs.read('x.zip', bytes)).rejects.toThrow(
        /x\.zip: it holds a file whose path leads out of the ZIP/,
      );
    }
  });

  it('refuses bombs: one file that grows too much, and files that overlap', async () => {
    const bomb = await zipOf({ 'data.csv': Buffer.alloc(40 * 1024 * 1024, 'a') });
    await expect(inputs.read('x.zip', bomb)).rejects.toThrow(/would unpack to \d+ times its size/);
    const zip = await zipOf({ 'a/1.png': 'p'.repeat(50), 'b/2.png': 'q'.repeat(50) });
    // Let the directory claim more packed bytes than the file has.
    const at = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(9_000_000, at + 20);
    zip.writeUInt32LE(9_000_000, at + 24);
    await expect(inputs.read('x.zip', zip)).rejects.toThrow(/overlap|damaged/);
  });

  it('refuses a ZIP that was cut off, is damaged or is empty', async () => {
    const zip = await zipOf({ 'a/1.png': 'p'.repeat(500), 'b/2.png': 'q'.repeat(500) });
    await expect(inputs.read('x.zip', zip.subarray(0, zip.length - 40))).rejects.toThrow(/not a complete ZIP file/);
    await expect(inputs.read('x.zip', await zipOf({}))).rejects.toThrow(/empty/);
    const damaged = Buffer.from(zip);
    damaged.writeUInt32LE(1, damaged.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 16);
    const source = await openSource([await inputs.write('x.zip', damaged)]);
    let first: SourceRecord | undefined;
    for await (const record of source.records()) first ??= record;
    await expect(first!.image!()).rejects.toThrow(/a\/1\.png: the file cannot be unpacked/);
    await source.close();
  });

  it('refuses one picture and pictures without class folders', async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
    await expect(inputs.read('a.png', png)).rejects.toThrow(/one picture is no dataset/);
    const { problems } = await inputs.read('x.zip', await zipOf({ 'a.png': 'a', 'b/c.png': 'b' }));
    expect(problems).toMatchObject([{ file: 'a.png' }]);
  });
});
