const isForeignLetter = (key: string) => /^\p{L}$/u.test(key);

/**
 * A key's name by its place on the board, only where the layout sends no Latin letter or digit there: the digit row of a
 * French keyboard, the letters of a Cyrillic one. Null elsewhere: what is printed on the key holds.
 */
export function keyPlace(press: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string | null {
  if (/^[a-z0-9]$/i.test(press.key)) return null;
  const digit = /^Digit([0-9])$/.exec(press.code);
  if (digit) return press.shiftKey ? null : (digit[1] ?? null);
  const letter = /^Key([A-Z])$/.exec(press.code);
  return letter?.[1] && isForeignLetter(press.key) ? letter[1].toLowerCase() : null;
}
