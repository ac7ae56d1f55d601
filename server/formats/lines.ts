import { StringDecoder } from 'node:string_decoder';
import { limits } from './limits.ts';
import { badInput, type SourceFile } from './source.ts';
import { readUtf8 } from './utf8.ts';

/** A line, or an element of a list, with its place. */
export interface Piece {
  /** 1-based line on which it begins. */
  line: number;
  text: string;
}

/** The file's text in chunks that never cut a character. @throws ErrataError bad_input when it is not UTF-8 */
export async function* textOf(file: SourceFile): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  for await (const chunk of readUtf8(file)) yield decoder.write(chunk);
}

/** Refuses a value beyond the limit. */
export function tooLarge(file: SourceFile, line: number): never {
  throw badInput({
    file: file.name,
    line,
    message: `the value is larger than ${limits.cell / 1024 ** 2} MB; shorten it.`,
  });
}

/** The lines of a file, numbered from 1, with bounded memory. @throws ErrataError bad_input */
export async function* linesOf(file: SourceFile): AsyncGenerator<Piece> {
  let rest = '';
  let line = 1;
  for await (const chunk of textOf(file)) {
    let from = 0;
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      const text = rest + chunk.slice(from, at);
      rest = '';
      if (text.length > limits.cell) tooLarge(file, line);
      yield { line, text };
      line++;
      from = at + 1;
    }
    rest += chunk.slice(from);
    if (rest.length > limits.cell) tooLarge(file, line);
  }
  if (rest) yield { line, text: rest };
}
