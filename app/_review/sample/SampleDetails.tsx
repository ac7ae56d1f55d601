/** Headers of a mail, further columns of a row: shown on request, never encoded. */
export function SampleDetails({ details }: { details: { name: string; value: string }[] }) {
  if (details.length === 0) return <p className="details quiet small">There is nothing more to this sample.</p>;
  return (
    <dl className="details">
      {details.map((d, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, its place tells which
        <div key={`${k} ${d.name}`}>
          <dt>{d.name}</dt>
          <dd dir="auto">{d.value}</dd>
        </div>
      ))}
    </dl>
  );
}
