/**
 * The colour a lead gave a class, as a small square before its name. It only repeats the name, so it is hidden from readers who
 * cannot see it, and it is never text, a line or a wash: those belong to the pens.
 */
export function Swatch({ colour }: { colour: string | null | undefined }) {
  return colour ? <i className="swatch" aria-hidden="true" style={{ background: colour }} /> : null;
}
