import { describe, expect, it } from 'vitest';
import { nameFor, sortFiles } from './sortFiles.ts';

const at = (path: string) => ({ path, file: new File([], path) });

describe('sortFiles', () => {
  it('parts arrays from data and drops what file managers leave', () => {
    const { data, arrays } = sortFiles(
      ['a/cat/1.png', 'a/.DS_Store', '__MACOSX/a/1.png', 'Thumbs.db', 'probs.NPY'].map(at),
    );
    expect(data.map((f) => f.path)).toEqual(['a/cat/1.png']);
    expect(arrays.map((f) => f.path)).toEqual(['probs.NPY']);
  });

  it('names a dataset after its only file', () => {
    expect(nameFor([at('mails.jsonl')])).toBe('mails');
    expect(nameFor([at('mails.csv.gz')])).toBe('mails');
    expect(nameFor([at('a/1.png'), at('a/2.png')])).toBe('');
    expect(nameFor([{ ...at('a/1.png'), root: 'pets' }, at('a/2.png')])).toBe('pets');
  });
});
