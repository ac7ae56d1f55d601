/** What can go wrong, once for all services. Routers and route handlers map the code; nobody else invents statuses. */
export type ErrataErrorCode =
  | 'bad_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'too_many'
  | 'unavailable';

export const httpStatus: Record<ErrataErrorCode, number> = {
  bad_input: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
};

/** One problem in an input: where it is and what to do. `line` is 1-based in the file as the user sees it. */
export interface Problem {
  message: string;
  file?: string;
  line?: number;
  column?: string;
}

/** An error whose message is one clear sentence meant for the person who caused it. */
export class ErrataError extends Error {
  readonly code: ErrataErrorCode;
  readonly problems: Problem[];
  constructor(code: ErrataErrorCode, message: string, problems: Problem[] = []) {
    super(message);
    this.name = 'ErrataError';
    this.code = code;
    this.problems = problems;
  }
}
