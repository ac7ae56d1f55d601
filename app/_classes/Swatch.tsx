/** The colour a class was given, as a mark before its name. */
export function Swatch({ colour }: { colour: string | null }) {
  return colour ? <i className="swatch" aria-hidden="true" style={{ background: colour }} /> : null;
}
