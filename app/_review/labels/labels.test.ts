import { describe, expect, it } from 'vitest';
import type { ClassView } from '#/server/domain/views.ts';
import { testItem } from '../session/fixture.ts';
import type { Past } from '../session/session.ts';
import { arrangementOf, lastUsed, pinned, roleOf } from './arrangement.ts';
import { findLabels } from './findLabels.ts';

const classes = (...names: string[]): ClassView[] =>
  names.map((name, index) => ({ index, name, description: null, hotKey: String(index), colour: null, given: 1 }));
const many = (n: number) => classes(...Array.from({ length: n }, (_, k) => `class ${k}`));

describe('findLabels', () => {
  const labels = ['org:founded_by', 'org:founded', 'per:city_of_birth', 'no_relation', 'per:origin'];
  it('finds by two letters of any part, the start of the name first', () => {
    expect(findLabels(labels, 'or')).toEqual(['org:founded_by', 'org:founded', 'per:origin']);
    expect(findLabels(labels, 'FO')).toEqual(['org:founded_by', 'org:founded']);
  });

  it('puts the exact name first and knows initials', () => {
    expect(findLabels(labels, 'org:founded')[0]).toBe('org:founded');
    expect(findLabels(labels, 'pco')).toEqual(['per:city_of_birth']);
  });

  it('lists all for nothing and nothing for what is not there', () => {
    expect(findLabels(labels, ' ')).toEqual(labels);
    expect(findLabels(labels, 'zz')).toEqual([]);
  });
});

describe('arrangement', () => {
  it('depends on the classes alone', () => {
    expect(arrangementOf(classes('0', '1', '9'))).toBe('columns');
    expect(arrangementOf(classes('ham', 'spam'))).toBe('keys');
    expect(arrangementOf(many(10))).toBe('keys');
    expect(arrangementOf(many(11))).toBe('list');
    expect(arrangementOf(many(20))).toBe('pins');
  });

  it('pins given, suggested and the last used, each once', () => {
    const past = ['x', 'spam', 'y', 'x'].map((label) => ({ label }) as Past);
    expect(lastUsed(past, 2)).toEqual(['x', 'y']);
    expect(pinned(testItem('1'), ['x', 'spam', 'y'])).toEqual(['ham', 'spam', 'x', 'y']);
    expect(roleOf(testItem('1'), 'spam')).toBe('suggested');
    expect(roleOf(testItem('1'), 'x')).toBeNull();
  });
});
