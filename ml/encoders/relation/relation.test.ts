import { expect, test } from 'vitest';
import { encodeRelations, type RelationItem } from './encode.ts';
import { readFeatures } from './features.ts';
import { stem, wordsOf } from './words.ts';

const people = ['Ada Blom', 'Ruth Halloran', 'Tadeusz Wrona', 'Odile Perrin', 'Samuel Achebe', 'Ben Marsh'];
const firms = [
  'Halden Instruments',
  'Cobh Radio',
  'Wrona Optics',
  'Perrin Loudspeakers',
  'Lagos Tonewood',
  'Kestrel Audio',
];

function item(before: string, first: string, between: string, second: string, firstIsSubject: boolean): RelationItem {
  const text = `${before}${first}${between}${second}.`;
  const a = { start: before.length, end: before.length + first.length, type: null };
  const start = a.end + between.length;
  const b = { start, end: start + second.length, type: null };
  return { text, subject: firstIsSubject ? a : b, object: firstIsSubject ? b : a };
}

const items = Array.from({ length: 36 }, (_, i) => {
  const person = people[i % 6]!;
  const firm = firms[Math.floor(i / 6)]!;
  return i % 2
    ? item('In May ', person, ' founded ', firm, false)
    : item('It was told that ', person, ' works for ', firm, true);
});

function cosine(data: Float32Array, cols: number, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) sum += data[a * cols + j]! * data[b * cols + j]!;
  return sum;
}

test('sentences of one relation lie closer than sentences about the same people', async () => {
  const { data, cols, rows } = await encodeRelations(items, { seed: 0, dims: 12 });
  expect(rows).toBe(36);
  const mean = (pairs: [number, number][]) =>
    pairs.reduce((sum, [i, j]) => sum + cosine(data, cols, i, j), 0) / pairs.length;
  const all = items.flatMap((_, i) => items.map((_, j): [number, number] => [i, j]));
  const firmOf = (i: number) => Math.floor(i / 6);
  const related = all.filter(([i, j]) => i % 2 === j % 2 && i % 6 !== j % 6 && firmOf(i) !== firmOf(j));
  const sameFirm = all.filter(([i, j]) => i % 2 !== j % 2 && firmOf(i) === firmOf(j));
  expect(mean(related)).toBeGreaterThan(mean(sameFirm) + 0.1);
});

test('turning the relation round changes its features', () => {
  const terms = (turned: boolean) => {
    const found = new Set<string>();
    readFeatures(item('', 'child', ' in the ', 'cradle', turned), (_, term) => found.add(term));
    return found;
  };
  const [one, other] = [terms(true), terms(false)];
  // Only words outside of both entities say the same either way.
  expect([...one].filter((term) => other.has(term))).toEqual(['a .']);
});

test('the same seed gives the same bytes, and few or empty sentences do not fail', async () => {
  const bytes = async () => Buffer.from((await encodeRelations(items, { seed: 3 })).data.buffer);
  expect((await bytes()).equals(await bytes())).toBe(true);
  expect((await encodeRelations([], { seed: 0 })).rows).toBe(0);
  expect((await encodeRelations(items.slice(0, 1), { seed: 0 })).rows).toBe(1);
  const same = await encodeRelations(
    Array.from({ length: 20 }, () => items[0]!),
    { seed: 0 },
  );
  expect(same.data.every(Number.isFinite)).toBe(true);
});

test('words lose common endings only where three letters remain', () => {
  expect(['produces', 'produced', 'companies', 'bed', 'is', 'founders'].map(stem)).toEqual([
    'produc',
    'produc',
    'company',
    'bed',
    'is',
    'found',
  ]);
  expect(wordsOf("Tom's 3 cats, née Ö.")).toEqual(["tom's", '3', 'cats', ',', 'née', 'ö', '.']);
});
