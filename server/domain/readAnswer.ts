import type { Seen } from './question.ts';

/** What reasoning models think aloud is not their answer. */
const thoughts = /<think>[\s\S]*?<\/think>/g;
const hedges =
  /\b(not sure|unsure|unclear|uncertain|unknown|maybe|perhaps|possibly|probably|cannot|can't|can not|idea|tell|depends|either|both)\b/;

/** The answer without thoughts, quotes, emphasis and space around it; lower case. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(thoughts, '')
    .toLowerCase()
    .replace(/[*_`"“”'‘’]+/g, (mark) => (mark === '’' || mark === "'" ? "'" : ''))
    .trim()
    .replace(/^'+|'+$/g, '')
    .replace(/[.!]+$/, '')
    .trim();
}

/**
 * Reads the answer to a yes/no question. Only a yes or a no that stands alone, or comes first with nothing after it that
 * doubts or contradicts it, is one: "not sure", "yes and no" and "no idea" are `unknown`.
 */
export function readYesNo(text: string): Seen {
  const said = plain(text);
  if (said === 'yes' || said === 'no') return said;
  const [, first, rest = ''] = /^(yes|no)\s*[,.;:!–—\n]\s*([\s\S]+)$/.exec(said) ?? [];
  if (first !== 'yes' && first !== 'no') return 'unknown';
  const opposite = first === 'yes' ? /\bno\b/ : /\byes\b/;
  return hedges.test(rest) || opposite.test(rest) ? 'unknown' : first;
}

/** Did the model say that it cannot tell, or nothing at all? */
export function saysNothing(text: string): boolean {
  const said = plain(text);
  return said === '' || /^(unknown|none|n\/a|not sure|unsure|i (do not|don't|cannot|can't)\b.*)$/.test(said);
}

/** Is the name said, as words of its own? Names of one or two letters are in any sentence, so they never are. */
export function mentions(text: string, name: string): boolean {
  return name.trim().length > 2 && words(name).length > 0 && find(words(text), words(name)) >= 0;
}

const denies = /\b(not|no|never|neither|nor|without|isn't|aren't|doesn't|unlike|instead|rather)\b/;

const words = (text: string): string[] =>
  text
    .normalize('NFKC')
    .replace(thoughts, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Judges a free answer for a label by words alone. `ask`: words cannot tell (none or several labels are named, or
 * something is denied), so a model has to.
 * @param names the label and its synonyms.
 * @param others the other labels of the dataset.
 */
export function judgeByWords(
  answer: string,
  names: readonly string[],
  others: readonly string[],
): 'fits' | 'differs' | 'unknown' | 'ask' {
  if (saysNothing(answer)) return 'unknown';
  if (denies.test(plain(answer))) return 'ask';
  const own = names.map((name) => ({ own: true, name: words(name) }));
  const foreign = others.map((name) => ({ own: false, name: words(name) }));
  // The longest name first: a "pickup truck" is not the label "truck" said once more.
  const all = [...own, ...foreign].filter(({ name }) => name.length > 0).sort((a, b) => b.name.length - a.name.length);
  let rest = words(answer);
  let fits = false;
  let differs = false;
  for (const { own: mine, name } of all) {
    for (let at = find(rest, name); at >= 0; at = find(rest, name)) {
      if (mine) fits = true;
      else differs = true;
      rest = [...rest.slice(0, at), '', ...rest.slice(at + name.length)];
    }
  }
  if (fits === differs) return 'ask';
  return fits ? 'fits' : 'differs';
}

function find(text: readonly string[], name: readonly string[]): number {
  return text.findIndex((_, at) => name.every((word, i) => text[at + i] === word));
}
