import type { Route } from 'next';

const seg = encodeURIComponent;

/** Addresses of screens. Query strings are added by the caller. */
export const paths = {
  datasets: '/datasets' as Route,
  import: '/import' as Route,
  people: '/people' as Route,
  account: '/account' as Route,
  vision: '/vision' as Route,
  talk: '/talk' as Route,
  log: '/log' as Route,
  signIn: (next?: string) => (next ? `/sign-in?next=${seg(next)}` : '/sign-in') as Route,
  dataset: (slug: string) => `/d/${seg(slug)}` as Route,
  queues: (slug: string) => `/d/${seg(slug)}/queues` as Route,
  queue: (slug: string, queueId: string) => `/d/${seg(slug)}/queues/${seg(queueId)}` as Route,
  conflicts: (slug: string) => `/d/${seg(slug)}/conflicts` as Route,
  agreement: (slug: string) => `/d/${seg(slug)}/agreement` as Route,
  samples: (slug: string) => `/d/${seg(slug)}/samples` as Route,
  sample: (slug: string, id: string) => `/d/${seg(slug)}/samples?sample=${seg(id)}` as Route,
  guidelines: (slug: string) => `/d/${seg(slug)}/guidelines` as Route,
  benchmark: (slug: string) => `/d/${seg(slug)}/benchmark` as Route,
  questions: (slug: string) => `/d/${seg(slug)}/questions` as Route,
  exports: (slug: string) => `/d/${seg(slug)}/exports` as Route,
  members: (slug: string) => `/d/${seg(slug)}/people` as Route,
  datasetLog: (slug: string) => `/d/${seg(slug)}/log` as Route,
  classes: (slug: string) => `/d/${seg(slug)}/classes` as Route,
  settings: (slug: string) => `/d/${seg(slug)}/settings` as Route,
  review: (slug: string, queueId: string) => `/d/${seg(slug)}/review/${seg(queueId)}` as Route,
  grid: (slug: string, place: { given?: string | null; queue?: string }) =>
    `/d/${seg(slug)}/grid?${new URLSearchParams({
      ...(place.given ? { given: place.given } : {}),
      ...(place.queue ? { queue: place.queue } : {}),
    })}` as Route,
  /** `back`: where one came from. */
  bulk: (slug: string, bulkId: string, back: string) =>
    `/d/${seg(slug)}/bulk/${seg(bulkId)}?back=${seg(back)}` as Route,
  reviewSample: (slug: string, sampleId: string) => `/d/${seg(slug)}/review/sample/${seg(sampleId)}` as Route,
};
