/** Somebody's address; accounts of scripts and of the demo have none, and say how they get in instead. */
export function Email({ of }: { of: string }) {
  if (of.endsWith('@key.invalid')) return <span className="quiet">by API key alone</span>;
  if (of.endsWith('@demo.invalid')) return <span className="quiet">by the demo’s button</span>;
  return <span className="mono">{of}</span>;
}
