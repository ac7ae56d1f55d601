'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { Status } from '#/server/domain/verdict.ts';
import { statuses } from './statusWords.ts';

const parsers = {
  search: parseAsString.withDefault(''),
  status: parseAsStringLiteral(statuses),
  given: parseAsString,
  suggested: parseAsString,
  split: parseAsString,
  sort: parseAsString.withDefault('suspicion'),
  /** The sample whose details are open. */
  sample: parseAsString,
};

/** Search, filters, order and the open sample, all kept in the address. */
export function useSampleQuery() {
  return useQueryStates(parsers, { history: 'replace', shallow: true });
}

type SampleQuery = ReturnType<typeof useSampleQuery>[0];

/** What `samples.page` is asked for. */
export function pageInput(slug: string, q: SampleQuery) {
  return {
    slug,
    limit: 50,
    sort: q.sort,
    search: q.search.trim() || undefined,
    status: (q.status ?? undefined) as Status | undefined,
    given: q.given ?? undefined,
    suggested: q.suggested ?? undefined,
    split: q.split ?? undefined,
  };
}

/** The filters alone. */
export function filterOf(q: SampleQuery) {
  const { slug: _, limit: __, sort: ___, ...filter } = pageInput('', q);
  return filter;
}

export const isFiltered = (q: SampleQuery): boolean =>
  Boolean(q.search || q.status || q.given || q.suggested || q.split);
