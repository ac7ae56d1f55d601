const needsQuotes = /[",\r\n\t;|]|^\s|\s$/;
/** First characters by which a spreadsheet takes a cell for a formula. */
const formula = /^[=+\-@\t\r]/;

/** A value as the text of a cell; objects as JSON, nothing as an empty cell. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * One row with its line end. Cells that contain a separator, a quotation mark or a line end are quoted. With `safe`,
 * cells that a spreadsheet would run as a formula get an apostrophe in front, which breaks a lossless round trip.
 */
export function stringify(cells: unknown[], { delimiter = ',', safe = false } = {}): string {
  const texts = cells.map((value) => {
    const text = cellText(value);
    const shown = safe && typeof value === 'string' && formula.test(text) ? `'${text}` : text;
    return needsQuotes.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
  });
  // A row of one empty cell would be an empty line, which readers skip.
  const line = texts.length === 1 && texts[0] === '' ? '""' : texts.join(delimiter);
  return `${line}\n`;
}
