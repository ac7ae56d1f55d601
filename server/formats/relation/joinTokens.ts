/** Tokens as a sentence, with where each of them went. */
export interface JoinedTokens {
  text: string;
  /** Per token: UTF-16 offset of its first character, and of the one after its last. */
  starts: number[];
  ends: number[];
}

/** Treebank spellings of brackets and quotation marks, and what people write. */
const written = new Map([
  ['-LRB-', '('],
  ['-RRB-', ')'],
  ['-LSB-', '['],
  ['-RSB-', ']'],
  ['-LCB-', '{'],
  ['-RCB-', '}'],
  ['``', '“'],
  ["''", '”'],
  ['`', '‘'],
]);

/** Stands close to the word before it: punctuation, closing marks, and what a treebank cuts from the end of words. */
const closesUp = /^(?:[,.;:!?%)\]}’”]|\.\.\.|…|n['’]t|['’](?:s|m|d|re|ve|ll)?)$/i;
/** The word after it stands close. */
const opensUp = /^[([{“‘$#£€]$/;

/**
 * Joins a treebank's tokens into a sentence as it would be printed: no space before punctuation, brackets and quotation
 * marks as people write them. Nothing is lost or moved; only spaces and those spellings differ from the tokens.
 */
export function joinTokens(tokens: readonly string[]): JoinedTokens {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  let glued = true;
  let quoted = false;
  for (const token of tokens) {
    const shown = written.get(token) ?? token;
    const straight = shown === '"';
    const close = straight ? quoted : closesUp.test(shown);
    if (!glued && !close && shown !== '') text += ' ';
    starts.push(text.length);
    text += shown;
    ends.push(text.length);
    if (straight) quoted = !quoted;
    if (shown !== '') glued = straight ? quoted : opensUp.test(shown);
  }
  return { text, starts, ends };
}
