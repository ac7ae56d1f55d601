'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';

const atOnce = 10_000;

/** The ids of a whole grid in their order, fetched one part after the other until all are there. */
export function useOrder(input: { slug: string; given: string; queueId?: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  useState(() => queries.removeQueries(trpc.grid.order.pathFilter()));
  const query = useInfiniteQuery(
    trpc.grid.order.infiniteQueryOptions(
      { ...input, limit: atOnce },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  const { hasNextPage, isFetching, fetchNextPage, data } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const ids = useMemo(() => data?.pages.flatMap((p) => p.ids) ?? [], [data]);
  return { ids, all: data !== undefined && !hasNextPage, error: query.error };
}
