import { and, eq } from 'drizzle-orm';
import { answer } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ModelFailure, type Reply, type VisionModel } from '#/server/providers/model.ts';
import { type Purse, RunHalted } from './purse.ts';
import { sleep, type Throttle } from './throttle.ts';

/** Tries of one question before the run gives up for now. */
const tries = 5;
const longestWaitMs = 60_000;
/** Refusals without an answer in between, after which the endpoint is taken not to understand pictures at all. */
const refusals = 5;

interface Parts {
  db: Ctx['db'];
  model: Pick<VisionModel, 'id'>;
  purse: Purse;
  throttle: Throttle;
  signal: AbortSignal;
  /** Wait before the first retry; doubled for each further one, and drawn at random below that (full jitter). */
  backoffMs: number;
}

/** Sends a prompt unless its answer is known. */
export type Ask = (key: { image: string; prompt: string }, send: () => Promise<Reply>) => Promise<string | null>;

/**
 * Makes `ask`: the remembered answer where there is one, else one paid call, tried again with growing waits (or as long as
 * the endpoint says) while it is overloaded or unreachable. Null when the endpoint refuses this one question.
 * @throws RunHalted when the budget is spent, the run is paused, or the endpoint lets nothing through.
 */
export function makeAsk({ db, model, purse, throttle, signal, backoffMs }: Parts): Ask {
  // Two samples may need the same judgement at the same moment: it is paid once.
  const underWay = new Map<string, Promise<string | null>>();
  let refused = 0;

  const attempt = async (key: { image: string; prompt: string; model: string }, send: () => Promise<Reply>) => {
    for (let n = 0; ; n++) {
      try {
        return await throttle.turn(async () => {
          purse.reserve();
          let reply: Reply;
          try {
            reply = await send();
          } catch (error) {
            if (error instanceof ModelFailure) await purse.lose();
            else purse.drop();
            throw error;
          }
          await purse.pay(key, reply);
          refused = 0;
          return reply.text;
        });
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error;
        if (error.kind === 'refused' && ++refused < refusals) return null;
        if (error.kind === 'refused') throw new RunHalted('paused', error.message);
        if (error.kind === 'closed') throw new RunHalted('paused', error.message);
        if (n + 1 >= tries) throw new RunHalted('paused', `${error.message} Tried ${tries} times; resume later.`);
        const wait = Math.min(longestWaitMs, error.retryAfterMs ?? Math.random() * backoffMs * 2 ** n);
        // What one call is told to wait holds for all of them.
        if (error.retryAfterMs !== null) throttle.holdBack(wait);
        else await sleep(wait, signal);
      }
    }
  };

  return async ({ image, prompt }, send) => {
    const key = { image, prompt, model: model.id };
    const name = `${image} ${prompt}`;
    const same = underWay.get(name);
    if (same) return same;
    const work = (async () => {
      const [known] = await db
        .select({ text: answer.text })
        .from(answer)
        .where(and(eq(answer.image, image), eq(answer.prompt, prompt), eq(answer.model, model.id)));
      return known ? known.text : attempt(key, send);
    })();
    underWay.set(name, work);
    try {
      return await work;
    } finally {
      underWay.delete(name);
    }
  };
}
