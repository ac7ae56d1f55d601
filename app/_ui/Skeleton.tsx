/** Stands for what is still loading; appears only after 300 ms, so a quick answer never flickers. */
export function Skeleton({
  height,
  width = '100%',
  className = '',
}: {
  height: number;
  width?: number | string;
  className?: string;
}) {
  return <span className={`skeleton ${className}`} style={{ height, width }} aria-hidden="true" />;
}

export function Loading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-4">
      <Skeleton height={40} width="min(420px, 100%)" />
      <Skeleton height={20} width="min(620px, 100%)" />
      <Skeleton height={240} className="mt-4" />
    </div>
  );
}
