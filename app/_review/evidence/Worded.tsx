/** A sentence of ours; what stands between backticks is a label, set as one. Never read as HTML. */
export function Worded({ text }: { text: string }) {
  const parts = text.split('`');
  return parts.map((part, k) =>
    k % 2 === 1 && k < parts.length - 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence have no identity but their place
      <span key={k} className="mono" dir="auto">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
