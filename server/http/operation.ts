import type { z } from 'zod';
import type { Ctx } from '#/server/context.ts';

export interface Call<B, Q> {
  ctx: Ctx;
  params: Record<string, string>;
  body: B;
  query: Q;
  request: Request;
}

/** One call of the HTTP API: dispatched, checked and described (OpenAPI) from this alone. */
export interface Operation<B = unknown, Q = unknown> {
  method: 'GET' | 'POST' | 'DELETE';
  /** With `{name}` for parameters. */
  path: string;
  summary: string;
  body?: z.ZodType<B>;
  query?: z.ZodType<Q>;
  /** Multipart form instead of JSON: described by hand, read by the operation itself. */
  multipart?: Record<string, { description: string; file?: boolean; repeatable?: boolean; required?: boolean }>;
  status?: number;
  /** What a 200 holds, in words. */
  answers: string;
  /** JSON, or a Response of its own (streams). */
  handle: (call: Call<B, Q>) => Promise<unknown>;
}

/** Keeps each operation's own body and query types inside one list. */
export function operation<B = undefined, Q = undefined>(o: Operation<B, Q>): Operation {
  return o as unknown as Operation;
}
