import { z } from 'zod';
import { ErrataError, httpStatus, type Problem } from '#/server/domain/error.ts';

const titles: Record<number, string> = {
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  422: 'Bad input',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

/** RFC 9457 `application/problem+json`. `detail` is one clear sentence; `problems` names file, line and column. */
export function problem(status: number, detail: string, problems: Problem[] = [], headers: HeadersInit = {}): Response {
  const body = { type: 'about:blank', title: titles[status] ?? 'Error', status, detail, problems };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

/** The one place where an error becomes an HTTP answer. What nobody foresaw is logged by the caller and told without detail. */
export function problemOf(error: unknown): Response {
  if (error instanceof ErrataError) return problem(httpStatus[error.code], error.message, error.problems);
  if (error instanceof z.ZodError) {
    const problems = error.issues.map((i) => ({ message: i.message, column: i.path.join('.') || undefined }));
    const first = problems[0];
    return problem(
      422,
      first ? `${first.column ? `${first.column}: ` : ''}${first.message}` : 'The input is not valid.',
      problems,
    );
  }
  return problem(500, 'Something went wrong on the server; its log has the details.');
}
