import { describe, expect, it } from 'vitest';
import { rulerMarks } from './ruler.ts';

describe('rulerMarks', () => {
  it('marks each decision by its shape, the present place by a caret', () => {
    expect(rulerMarks(['relabel', 'keep', 'unsure', 'exclude'], 2)).toEqual([
      'slash',
      'dot',
      'ring',
      'dash',
      'caret',
      'open',
    ]);
  });

  it('keeps its length and the caret in sight in a long batch', () => {
    const marks = rulerMarks(Array(200).fill('keep'), 300);
    expect(marks).toHaveLength(50);
    expect(marks.indexOf('caret')).toBe(25);
    expect(rulerMarks(Array(499).fill('keep'), 1).at(-1)).toBe('caret');
  });

  it('has no caret when a round is due', () => {
    expect(rulerMarks(['keep'], 0)).toEqual(['dot']);
  });
});
