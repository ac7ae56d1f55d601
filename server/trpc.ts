import { initTRPC, TRPCError } from '@trpc/server';
import type { Ctx } from './context.ts';
import { ErrataError, type ErrataErrorCode } from './domain/error.ts';

/** What a request brings: everything of Ctx but the actor, who may be nobody yet. */
export interface RequestContext extends Omit<Ctx, 'actor'> {
  actor: Ctx['actor'] | null;
}

const trpcCode = {
  bad_input: 'UNPROCESSABLE_CONTENT',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  too_many: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrataErrorCode, TRPCError['code']>;

const t = initTRPC.context<RequestContext>().create({
  errorFormatter({ shape, error }) {
    const cause = error.cause instanceof ErrataError ? error.cause : null;
    return {
      ...shape,
      data: { ...shape.data, stack: undefined, code2: cause?.code ?? null, problems: cause?.problems ?? [] },
    };
  },
});

/** The one place where a service's error becomes a tRPC error. */
const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof ErrataError)
    throw new TRPCError({
      code: trpcCode[result.error.cause.code],
      message: result.error.cause.message,
      cause: result.error.cause,
    });
  return result;
});

export const router = t.router;
export const publicProcedure = t.procedure.use(mapErrors);
/** Someone is signed in; which role is the service's to check. */
export const procedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.actor) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first.' });
  return next({ ctx: { ...ctx, actor: ctx.actor } satisfies Ctx });
});
export const createCallerFactory = t.createCallerFactory;
