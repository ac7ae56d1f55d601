/** What a UTF-16 code unit is to the tokenizer. */
export const separator = 0;
export const wordPart = 1;
/** Scripts written without spaces: their characters are read as overlapping n-grams, since a word's end is not marked. */
export const unspaced = 2;
/** Emoji and other symbols outside ASCII punctuation, one token each; a surrogate pair counts as one. */
export const symbol = 3;
export const highSurrogate = 4;

let table: Uint8Array | undefined;

/** The kind of each UTF-16 code unit, as a table of 65,536 entries built on first use. */
export function characterKinds(): Uint8Array {
  if (table) return table;
  table = new Uint8Array(65536);
  const word = /[\p{L}\p{N}\p{M}_]/u;
  const joined = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
  const picture = /[\p{So}\p{Sc}\p{Extended_Pictographic}]/u;
  for (let code = 0; code < 65536; code++) {
    if (code >= 0xd800 && code < 0xdc00) table[code] = highSurrogate;
    else if (code >= 0xdc00 && code < 0xe000) table[code] = separator;
    else {
      const text = String.fromCharCode(code);
      if (word.test(text)) table[code] = joined.test(text) ? unspaced : wordPart;
      else if (picture.test(text)) table[code] = symbol;
    }
  }
  return table;
}
