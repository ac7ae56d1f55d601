import type { Problem } from '#/server/domain/error.ts';

interface Shaped {
  message?: unknown;
  data?: { code?: unknown; code2?: unknown; problems?: unknown } | null;
}

const shaped = (error: unknown): Shaped => (typeof error === 'object' && error !== null ? (error as Shaped) : {});

/** The sentence for a person: the service's own where it gave one, else what can be said without knowing more. */
export function sentenceOf(error: unknown): string {
  const { message, data } = shaped(error);
  if (data?.code2 || data?.code === 'UNAUTHORIZED' || data?.code === 'FORBIDDEN') return String(message);
  if (data?.code === 'BAD_REQUEST') return firstIssue(String(message)) ?? 'Something in the form is not right.';
  if (data?.code) return 'The server could not do this. Its log says why.';
  if (message === 'Failed to fetch' || message === 'fetch failed')
    return 'The server does not answer. Nothing was saved; try again.';
  return typeof message === 'string' && message ? message : 'Something went wrong. Try again.';
}

/** zod's issues arrive as JSON in the message of a bad request. */
function firstIssue(message: string): string | null {
  try {
    const issues = JSON.parse(message) as { message?: string }[];
    return issues[0]?.message ?? null;
  } catch {
    return null;
  }
}

export function problemsOf(error: unknown): Problem[] {
  const { data } = shaped(error);
  return Array.isArray(data?.problems) ? (data.problems as Problem[]) : [];
}

export const isSignedOut = (error: unknown): boolean => shaped(error).data?.code === 'UNAUTHORIZED';
export const isForbidden = (error: unknown): boolean => shaped(error).data?.code === 'FORBIDDEN';
export const isNotFound = (error: unknown): boolean => shaped(error).data?.code === 'NOT_FOUND';

/** A problem's message as a sentence of its own, with a capital letter. */
export const capitalised = (message: string): string => message.charAt(0).toUpperCase() + message.slice(1);
