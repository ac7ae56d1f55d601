import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { testInputs } from '../testInput.ts';
import { readRelation, relationShapeOf } from './index.ts';
import { joinTokens } from './joinTokens.ts';

const tacred = {
  id: 'a1',
  relation: 'per:title',
  token: [
    'Tom',
    'Thabane',
    '-LRB-',
    'ABC',
    '-RRB-',
    'did',
    "n't",
    'resign',
    'as',
    '``',
    'chief',
    "''",
    'on',
    '$',
    '5',
    '.',
  ],
  subj_start: 0,
  subj_end: 1,
  obj_start: 10,
  obj_end: 10,
  subj_type: 'PERSON',
  obj_type: 'TITLE',
};

function entities(fields: Record<string, unknown>, textColumn?: string) {
  const read = readRelation(fields, textColumn);
  if ('problem' in read) return read.problem;
  const { text, subject, object } = read.relation;
  return [text.slice(subject.start, subject.end), text.slice(object.start, object.end), text];
}

describe('words with positions', () => {
  it('become a sentence as it would be printed, with the entities where they were', () => {
    expect(entities(tacred)).toEqual([
      'Tom Thabane',
      'chief',
      'Tom Thabane (ABC) didn’t resign as “chief” on $5.'.replace('’', "'"),
    ]);
    expect(readRelation(tacred, undefined)).toMatchObject({
      relation: { subject: { start: 0, end: 11, type: 'PERSON' }, object: { type: 'TITLE' } },
    });
  });

  const token = fc.oneof(fc.string(), fc.constantFrom('(', ')', '"', ',', "'s", '-LRB-', '``', "''", '$', '😀', 'ab'));
  it('lose nothing, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
        const { text, starts, ends } = joinTokens(tokens);
        const pieces = tokens.map((_, i) => text.slice(starts[i], ends[i]));
        let at = 0;
        for (const [i, piece] of pieces.entries()) {
          const plain = !['-LRB-', '-RRB-', '-LSB-', '-RSB-', '-LCB-', '-RCB-', '``', "''", '`'].includes(tokens[i]!);
          if (plain) expect(piece).toBe(tokens[i]);
          // Only single spaces stand between them.
          expect(['', ' ']).toContain(text.slice(at, starts[i]));
          at = ends[i]!;
        }
        expect(text.slice(at)).toBe('');
      }),
    );
  });

  it('give the entities back for any spans that do not overlap', () => {
    const spans = fc
      .uniqueArray(fc.nat(29), { minLength: 4, maxLength: 4 })
      .map((at) => at.sort((a, b) => a - b) as [number, number, number, number]);
    const words = fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(words, spans, (token, [a, b, c, d]) => {
        const found = entities({ token, subj_start: c, subj_end: d, obj_start: a, obj_end: b });
        expect(found.slice(0, 2)).toEqual([token.slice(c, d + 1).join(' '), token.slice(a, b + 1).join(' ')]);
      }),
    );
  });

  test.each([
    [{ token: undefined }, /“token” is missing/],
    [{ token: [] }, /“token” is missing/],
    [{ subj_end: 16 }, /“subj_end” is 16, but the sentence has 16 words \(0 to 15\)/],
    [{ obj_start: -1 }, /“obj_start” is not the number of a word/],
    [{ obj_start: undefined }, /“obj_start” is not the number of a word/],
    [{ obj_end: 9 }, /“obj_end” is before “obj_start”/],
    [{ obj_start: 1 }, /overlap/],
  ])('are refused with %j', (change, sentence) => {
    expect(entities({ ...tacred, ...change })).toMatch(sentence);
  });
});

describe('marks', () => {
  it('are taken out of the sentence, in either order', () => {
    expect(entities({ s: 'The <e1>child</e1> in the <e2>cradle</e2>.' }, 's')).toEqual([
      'child',
      'cradle',
      'The child in the cradle.',
    ]);
    expect(entities({ s: '<e2>A 😀</e2><e1>b</e1>' }, 's')).toEqual(['b', 'A 😀', 'A 😀b']);
  });

  test.each([
    ['no marks', /<e1> is missing/],
    ['<e1>a</e1> <e2>b', /<\/e2> is missing/],
    ['<e1>a <e2>b</e2></e1>', /<e2> begins inside <e1>/],
    ['</e1>a<e1> <e2>b</e2>', /<\/e1> closes what <e1> did not open/],
    ['<e1>a</e1> <e1>b</e1> <e2>c</e2>', /<e1> stands twice/],
    ['<e1></e1> <e2>c</e2>', /the subject is empty/],
    ['', /the sentence is missing/],
  ])('are refused in “%s”', (s, sentence) => {
    expect(entities({ s }, 's')).toMatch(sentence);
  });
});

describe('offsets', () => {
  const text = 'Ada 😀 wrote notes';
  it('are read nested and flat, as numbers and as text', () => {
    const nested = { text, subject: { start: 0, end: 3, type: 'PERSON' }, object: { start: 13, end: 18 } };
    expect(entities(nested, 'text')).toEqual(['Ada', 'notes', text]);
    const flat = { text, subj_start: '0', subj_end: '3', object_start: 13, object_end: 18 };
    expect(entities(flat, 'text')).toEqual(['Ada', 'notes', text]);
    expect(entities({ ...nested, object: { start: 13, end: 19 } }, 'text')).toMatch(
      /ends at character 19, but the text has 18/,
    );
    expect(entities({ ...nested, object: { start: 2, end: 5 } }, 'text')).toMatch(/overlap/);
    expect(entities({ ...nested, object: {} }, 'text')).toMatch(/the object has no start and end/);
  });

  it('of head and tail count words where there are words, else characters', () => {
    const token = ['Ada', 'wrote', 'notes'];
    expect(entities({ token, h: { pos: [0, 1] }, t: { pos: [2, 3] } })).toEqual(['Ada', 'notes', 'Ada wrote notes']);
    expect(entities({ text, h: { pos: [0, 3] }, t: { pos: [13, 18] } })).toEqual(['Ada', 'notes', text]);
    expect(entities({ token, h: { pos: [0, 1] }, t: { pos: [2, 4] } })).toMatch(
      /“t” goes from 2 to 4, outside the 3 words/,
    );
    expect(entities({ token, h: { pos: [0, 1] }, t: {} })).toMatch(/“t” has no “pos”/);
  });

  it('are told from a table without relations', () => {
    expect(relationShapeOf(['id', 'text', 'label'], [{ text: 'a <b>bold</b> word', label: 'x' }])).toBeUndefined();
    expect(relationShapeOf(['subject', 'text', 'label'], [{ subject: 'Re: lunch', text: 'at one?' }])).toBeUndefined();
    expect(relationShapeOf(Object.keys(tacred), [tacred])?.name).toMatch(/TACRED/);
  });
});

describe('the text files of SemEval-2010 Task 8', () => {
  let inputs: Awaited<ReturnType<typeof testInputs>>;
  beforeAll(async () => {
    inputs = await testInputs();
  });
  afterAll(() => inputs.close());

  it('are known by their first line', async () => {
    const { source, rows } = await inputs.read(
      'TRAIN_FILE.TXT',
      '1\t"The <e1>cat</e1> in the <e2>hat</e2>."\r\nOther\r\nComment: none\r\n\r\n2\t"<e1>Glue</e1> of <e2>bones</e2>"\r\nEntity-Origin(e1,e2)\r\nComment:\r\n',
    );
    expect(source).toMatchObject({ format: 'semeval', task: 'relation', declared: { id: 'id', label: 'relation' } });
    expect(rows.map((r) => [r.line, r.fields])).toEqual([
      [1, { id: '1', sentence: 'The <e1>cat</e1> in the <e2>hat</e2>.', relation: 'Other', comment: ' none' }],
      [5, { id: '2', sentence: '<e1>Glue</e1> of <e2>bones</e2>', relation: 'Entity-Origin(e1,e2)', comment: '' }],
    ]);
  });

  it('may come without relations, and tell lines that do not belong', async () => {
    const bare = await inputs.read('t.txt', '8001\t"<e1>a</e1> <e2>b</e2>"\n8002\t"<e1>c</e1> <e2>d</e2>"\n');
    expect(bare.rows.map((r) => r.fields.id)).toEqual(['8001', '8002']);
    const bad = await inputs.read('t.txt', '1\t"<e1>a</e1> <e2>b</e2>"\nOther\nAgain\nComment:\nstray\n');
    expect(bad.problems.map((p) => p.line)).toEqual([3, 5]);
  });
});
