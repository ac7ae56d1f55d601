/** Columns that programs wrap at: narrower lines are verse or a list, wider ones were never wrapped. */
const narrowest = 50;
const widest = 100;
/** A word that fills most of a line is an address or a script without spaces: it stays where it stands. */
const longestWord = 40;

const unseen = '\u200b';

/** What begins a line of its own: an indent, a quotation, an item, a rule, an address. */
const ownLine = /^(?:\s|[>|:#*+=~_•·–—-]|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|https?:|www\.|\w+:\s)/i;
/** Columns set apart by spaces or a tab, or a line drawn; two spaces after a full stop are a typist's habit. */
const drawn = /\t|\S {3,}\S|[-_=*~]{4}/;
/** Columns that a person who breaks lines by hand leaves free before a word that would have fitted. */
const byHand = 12;

/**
 * A text as it is shown: lines that a mail program broke at its column flow again, whatever the width of the screen.
 * A break is taken for such a one where the next word would not have fitted on the line. Quotations, lists, indented and
 * tabular lines, addresses and everything after a mail's `-- ` keep their lines.
 * @returns a text of equal length, so that places in the one are places in the other
 */
export function reflow(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  const signature = lines.findIndex((line) => line.trimEnd() === '--');
  const body = signature < 0 ? lines.length : signature;
  let out = '';
  for (let from = 0; from < lines.length; ) {
    const to = from < body ? endOfParagraph(lines, from, body) : lines.length;
    out += (from > 0 ? '\n' : '') + (from < body ? joined(lines.slice(from, to)) : lines.slice(from).join('\n'));
    from = to;
  }
  return out;
}

function endOfParagraph(lines: readonly string[], from: number, end: number): number {
  let to = from + 1;
  while (to < end && lines[to].trim() !== '') to += 1;
  return to;
}

function joined(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => (isProse(line) ? line.trimEnd().length : 0)));
  if (width < narrowest || width > widest) return lines.join('\n');
  return lines
    .map((line, i) => {
      if (i + 1 === lines.length) return line;
      return wasWrapped(line, lines[i + 1], width) ? withSpace(line) : `${line}\n`;
    })
    .join('');
}

/** Whether the line goes on in the next only because the next word did not fit. */
function wasWrapped(line: string, next: string, width: number): boolean {
  if (!isProse(line) || !isProse(next) || ownLine.test(next)) return false;
  const [word] = next.split(/\s/, 1);
  if (word.length > longestWord) return false;
  const free = width - line.trimEnd().length;
  return free < 1 + word.length || (free <= byHand && /[\p{Ll},]\s*$/u.test(line) && /^\p{Ll}/u.test(next));
}

function isProse(line: string): boolean {
  return !/^[\s>|]/.test(line) && !drawn.test(line.trimEnd()) && line.trimEnd().includes(' ');
}

/** A line and one space in place of its break; what stood there beside the break is not seen. */
function withSpace(line: string): string {
  if (line.endsWith('\r')) return `${line.slice(0, -1)}${unseen} `;
  return line.endsWith(' ') ? line + unseen : `${line} `;
}
