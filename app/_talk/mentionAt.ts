/** What is being typed after an @ just before the caret; null when no name is. Names may hold spaces, at most three. */
export function mentionQuery(text: string, caret: number): string | null {
  const found = /(?:^|[\s(,;])@([^@\n]{0,60})$/u.exec(text.slice(0, caret));
  const query = found?.[1] ?? null;
  return query === null || query.split(' ').length > 4 || query.startsWith(' ') ? null : query;
}

/** Names that begin with what was typed, or have a word that does; at most six. A name that is typed whole is done. */
export function namesFor(query: string, names: readonly string[]): string[] {
  const typed = query.toLowerCase();
  if (names.some((n) => typed.startsWith(`${n.toLowerCase()} `))) return [];
  return names
    .filter((n) => {
      const name = n.toLowerCase();
      return name !== typed && (name.startsWith(typed) || name.split(/\s+/).some((word) => word.startsWith(typed)));
    })
    .slice(0, 6);
}

/** The text with the typed part replaced by a whole name, and where the caret stands then. */
export function completeMention(text: string, caret: number, name: string): { text: string; caret: number } {
  const query = mentionQuery(text, caret) ?? '';
  const before = text.slice(0, caret - query.length);
  return { text: `${before}${name} ${text.slice(caret)}`, caret: before.length + name.length + 1 };
}

/** A text in parts: those that name somebody, and the rest. */
export function splitMentions(text: string, names: readonly string[]): { text: string; named: boolean }[] {
  if (names.length === 0) return [{ text, named: false }];
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(@(?:${longestFirst.map(literally).join('|')}))`, 'giu');
  return text
    .split(pattern)
    .map((part, k) => ({ text: part, named: k % 2 === 1 }))
    .filter((p) => p.text !== '');
}

const literally = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
