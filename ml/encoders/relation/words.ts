const word = /[\p{L}\p{N}]+(?:['’]\p{L}+)?|[^\s\p{L}\p{N}]/gu;

/** Words and single marks of punctuation, in lower case. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(word) ?? [];

const ending = /(?:ing|ed|es|s|er|ers|ly|ment|ation|tion)$/;

/**
 * A word without its commonest English ending, so that "produces" and "produced" meet. Cruder than a stemmer on purpose:
 * words of other languages lose at most a few letters, and at least three remain.
 */
export function stem(word: string): string {
  if (word.length < 4) return word;
  const singular = word.endsWith('ies') ? `${word.slice(0, -3)}y` : word;
  const cut = singular.replace(ending, (end) => (singular.length - end.length >= 3 ? '' : end));
  return cut.endsWith('e') ? cut.slice(0, -1) : cut;
}
