import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from '#/server/formats/write/csv.ts';
import { sniffDelimiter } from './csv.ts';
import { testInputs } from './testInput.ts';

let inputs: Awaited<ReturnType<typeof testInputs>>;
beforeAll(async () => {
  inputs = await testInputs();
});
afterAll(() => inputs.close());

describe('CSV and TSV', () => {
  it('reads what was written, whatever the cells hold', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((s) => s.replaceAll('\0', ''));
    const quirky = fc.oneof(cell, fc.constantFrom('a,b', '"', 'x\ny', 'x\r\ny', '', ' lead', 'עברית', '🙂', '=1+1'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(quirky, quirky, quirky), { minLength: 1, maxLength: 8 }), async (cells) => {
        const text = [['id', 'text', 'label'], ...cells].map((row) => stringify(row)).join('');
        const { rows, problems } = await inputs.read('x.csv', text);
        expect(problems).toEqual([]);
        expect(rows.map((r) => [r.fields.id, r.fields.text, r.fields.label])).toEqual(cells);
      }),
      { numRuns: 150 },
    );
  });

  it('numbers rows by the line they begin on, over quoted line ends and empty lines', async () => {
    const { rows } = await inputs.read('x.csv', 'text,label\r\n"a\nb",1\n\n\nc,2\r\n"d",3');
    expect(rows.map((r) => r.line)).toEqual([2, 6, 7]);
    expect(rows.map((r) => r.fields.text)).toEqual(['a\nb', 'c', 'd']);
  });

  it('finds the separator', () => {
    expect(sniffDelimiter('a;b;c\n1,5;2;3\n')).toBe(';');
    expect(sniffDelimiter('a\tb\n"x,y,z"\t2\n')).toBe('\t');
    expect(sniffDelimiter('a|b\n1|2\n')).toBe('|');
    expect(sniffDelimiter('text\nhello\n')).toBe(',');
  });

  it('keeps a byte order mark out of the first column and labels as they are', async () => {
    const { source, rows } = await inputs.read('x.tsv', '\uFEFFtext\tlabel\nhello\t two words 🙂\nshalom\tשלום\n');
    expect(source.format).toBe('tsv');
    expect(source.columns).toEqual(['text', 'label']);
    expect(rows.map((r) => r.fields.label)).toEqual([' two words 🙂', 'שלום']);
  });

  it('names file and line of a ragged row and goes on', async () => {
    const { rows, problems } = await inputs.read('mail.csv', 'text,label\na,1\nb\nc,2,3\nd,4\n');
    expect(rows.map((r) => r.fields.text)).toEqual(['a', 'd']);
    expect(problems.map((p) => [p.file, p.line])).toEqual([
      ['mail.csv', 3],
      ['mail.csv', 4],
    ]);
    expect(problems[0]!.message).toContain('1 cell, the header 2');
  });

  it.each([
    ['empty', '', /x\.csv: the file is empty/],
    ['only blank', ' \n\n', /x\.csv: the file is empty/],
    ['two columns of one name', 'text,text\n1,2\n', /line 1: two columns are named “text”/],
    ['an open quote', 'text,label\na,1\n"b,2\nc,3\n', /line 3: a quoted cell is never closed/],
    ['a 20 MB cell', `text,label\na,1\n${'x'.repeat(20 * 1024 * 1024)},2\n`, /line 3: the row is larger than 8 MB/],
    ['a 20 MB quoted cell', `text,label\na,1\n"${'x\n'.repeat(10 * 1024 * 1024)}",2\n`, /line 3: the row is larger/],
    [
      'UTF-16 with half a character at its end',
      Buffer.from([...Buffer.from('\uFEFFtext,label\na,1\n', 'utf16le'), 0x61]),
      /marked as UTF-16 and has/,
    ],
    ['UTF-16 with half a pair', Buffer.from('\uFEFFtext,label\n\uD83D,1\n', 'utf16le'), /marked as UTF-16 and has/],
    ['zero characters in UTF-16', Buffer.from('\uFEFFtext,label\na\0,1\n', 'utf16le'), /line 2: there is a zero byte/],
    ['UTF-16 without its mark', Buffer.from('text,label\na,1\n', 'utf16le'), /encoded as UTF-16 LE/],
    [
      'Latin-1',
      Buffer.from('text,label\ncafé noir et thé,1\n', 'latin1'),
      /line 2: the byte 0xE9 is not UTF-8.*Latin-1/,
    ],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), /line 1: this is a PNG image/],
    ['zero bytes', 'text,label\na,1\nb\0,2\n', /line 3: there is a zero byte/],
    [
      'a character cut off',
      Buffer.from([...Buffer.from('text,label\na,1\n'), 0xe2, 0x82]),
      /line 3: the file ends in the middle of a character/,
    ],
  ])('refuses %s', async (_name, bytes, message) => {
    await expect(inputs.read('x.csv', bytes)).rejects.toThrow(message);
    await expect(inputs.read('x.csv', bytes)).rejects.toMatchObject({ code: 'bad_input' });
  });

  it('reads UTF-16 that says so by its mark, separator and lines included, across chunks', async () => {
    const text = `\uFEFFtext;label\n${Array.from({ length: 3000 }, (_, i) => `${'ü,😀'.repeat(60)}${i};x`).join('\n')}\n`;
    const little = Buffer.from(text, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      const { source, rows } = await inputs.read('x.csv', bytes);
      expect(source.columns).toEqual(['text', 'label']);
      expect(rows.length).toBe(3000);
      expect(rows.at(-1)!.fields.text).toBe(`${'ü,😀'.repeat(60)}2999`);
      expect(rows.at(-1)!.line).toBe(3001);
    }
    const { rows } = await inputs.read('x.json', Buffer.from('\uFEFF[{"text":"é","label":"b"}]', 'utf16le'));
    expect(rows.map((r) => r.fields.text)).toEqual(['é']);
  });

  it('reads characters that lie across chunks', async () => {
    const text = `text,label\n${Array.from({ length: 3000 }, (_, i) => `${'ü€😀'.repeat(60)}${i},x`).join('\n')}\n`;
    const { rows } = await inputs.read('x.csv', text);
    expect(rows.length).toBe(3000);
    expect(rows.at(-1)!.fields.text).toBe(`${'ü€😀'.repeat(60)}2999`);
    expect(rows.at(-1)!.line).toBe(3001);
  });
});
