'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import type { GridTile } from '#/server/domain/gridViews.ts';

const size = 30;

/**
 * The pages of a grid by keyset: the one in view, and the next already fetched.
 * @param restored samples gone past before the page was reloaded; they do not come again
 */
export function useGrid(input: { slug: string; given: string; queueId?: string }, restored: ReadonlySet<string>) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  // What was fetched before may have been decided since; from here on the pages stay as they are.
  useState(() => queries.removeQueries(trpc.grid.page.pathFilter()));
  /** Cursors of the pages so far; the last is the one in view. */
  const [trail, setTrail] = useState<(string | undefined)[]>([undefined]);
  const cursor = trail.at(-1);
  const options = (at: string | undefined) =>
    trpc.grid.page.queryOptions({ ...input, cursor: at, limit: size }, { staleTime: Number.POSITIVE_INFINITY });
  const page = useQuery(options(cursor));
  const next = page.data?.nextCursor ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per page
  useEffect(() => {
    if (next) void queries.prefetchQuery(options(next));
  }, [next]);
  const forward = useCallback(() => next && setTrail((t) => [...t, next]), [next]);
  const tiles: GridTile[] = (page.data?.items ?? []).filter((t) => !restored.has(t.id));
  const empty = page.data !== undefined && tiles.length === 0;
  useEffect(() => {
    if (empty) forward();
  }, [empty, forward]);
  return {
    tiles,
    number: trail.length,
    total: page.data?.total ?? null,
    pages: page.data ? Math.max(trail.length, Math.ceil(page.data.total / size)) : null,
    error: page.error,
    pending: page.isPending,
    last: page.data !== undefined && next === null,
    forward,
    back: () => setTrail((t) => (t.length > 1 ? t.slice(0, -1) : t)),
  };
}
