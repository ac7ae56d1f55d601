export type TextSize = 'large' | 'middle' | 'small';

/** The type a text is set in: large to 300 characters, middle to 1,200, small beyond. Counted in characters, not bytes. */
export function textSize(text: string): TextSize {
  let n = 0;
  for (const _ of text) {
    n += 1;
    if (n > 1200) return 'small';
  }
  return n <= 300 ? 'large' : 'middle';
}
