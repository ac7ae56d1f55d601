/** What a failed request means for the answers in it. */
export type Failure = 'again' | 'sign in' | 'refused';

/**
 * `status` is the HTTP status, or undefined when no answer came. Only a clear "no" (4xx other than the ones that pass
 * with time) refuses; everything else is tried again.
 */
export function failureOf(status: number | undefined): Failure {
  if (status === 401) return 'sign in';
  if (status === undefined || status >= 500 || status === 408 || status === 425 || status === 429) return 'again';
  return status >= 400 ? 'refused' : 'again';
}

/** Milliseconds before the try after `failures` failed ones: 1 s, doubled up to 30 s. */
export function backoff(failures: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.max(0, failures - 1));
}
