import { describe, expect, it } from 'vitest';
import { guessRoles } from './roles.ts';

const guess = (rows: Record<string, unknown>[], more = {}) =>
  guessRoles({ columns: Object.keys(rows[0]!), imageColumn: null, declared: {}, task: 'text', ...more }, rows).columns;

describe('guessRoles', () => {
  it('names pictures by their id column, and by their path where there is none', () => {
    const source = { imageColumn: 'file_name', declared: { id: 'file_name', label: 'label' }, task: 'image' } as const;
    const rows = [
      { file_name: 'a.png', label: 'x', id: 'one' },
      { file_name: 'b.png', label: 'y', id: 'two' },
    ];
    expect(guess(rows, source).id).toBe('id');
    expect(
      guess(
        rows.map(({ id, ...rest }) => rest),
        source,
      ).id,
    ).toBe('file_name');
    expect(
      guess(
        rows.map((r) => ({ ...r, id: 'same' })),
        source,
      ).id,
    ).toBe('file_name');
  });

  it('goes by names where they say it', () => {
    const rows = [
      { id: 1, label: 3, label_name: 'rec.autos', file: 'x/1', text: 'about cars' },
      { id: 2, label: 4, label_name: 'sci.med', file: 'x/2', text: 'about health' },
    ];
    expect(guess(rows)).toEqual({ id: 'id', label: 'label_name', text: 'text' });
  });

  it('goes by values where names say nothing', () => {
    const rows = Array.from({ length: 12 }, (_, i) => ({
      a: `q${i}`,
      b: `a rather long text that differs each time ${i}`,
      c: i % 2 ? 'ja' : 'nein',
    }));
    expect(guess(rows)).toEqual({ text: 'b', label: 'c' });
  });

  it('takes a column of splits for no label, whatever it is called', () => {
    const rows = Array.from({ length: 12 }, (_, i) => ({
      Nr: i,
      Text: `a rather long text that differs each time ${i}`,
      Kategorie: ['Sport', 'Essen', 'Politik'][i % 3],
      Teil: i % 2 ? 'train' : 'Test',
    }));
    expect(guess(rows)).toEqual({ id: 'Nr', text: 'Text', label: 'Kategorie', split: 'Teil' });
    const other = rows.map(({ Kategorie, ...rest }) => ({ ...rest, x: Kategorie }));
    expect(guess(other)).toMatchObject({ label: 'x', split: 'Teil' });
  });

  it('takes no column called id whose values repeat', () => {
    const rows = [
      { id: 1, subject: 'Hello', body: 'one two', spam: 'y', date: 'today', split: 'train' },
      { id: 1, subject: 'Hi', body: 'three four', spam: 'n', date: 'now', split: 'test' },
    ];
    const columns = guess(rows);
    expect(columns).toMatchObject({ text: 'body', title: 'subject', split: 'split', show: ['date'] });
    expect(columns.id).toBeUndefined();
  });

  it('follows what the file declares', () => {
    const rows = [{ file_name: 'a.png', label: 'x' }];
    const source = { imageColumn: 'file_name', declared: { label: 'label', id: 'file_name' }, task: 'image' };
    expect(guess(rows, source)).toEqual({ image: 'file_name', label: 'label', id: 'file_name' });
  });
});
