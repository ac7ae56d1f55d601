/** The colour a class was given, as a mark beside its name; an empty place where it has none. */
export function Swatch({ colour }: { colour: string | null }) {
  return <i className="swatch" aria-hidden="true" style={colour ? { background: colour } : undefined} />;
}
