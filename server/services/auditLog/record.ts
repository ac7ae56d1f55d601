import type { Tx } from '#/db/client.ts';
import { event } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';

interface Happened {
  /** What was done to what: `queue.created`. */
  kind: string;
  /** Null: it concerns the whole server. */
  datasetId: number | null;
  sampleId?: number;
  detail?: Record<string, unknown>;
}

/** Writes a line of the audit log, in the transaction of what it tells. */
export async function recordEvent(tx: Tx, ctx: Pick<Ctx, 'actor'>, { kind, datasetId, sampleId, detail }: Happened) {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await tx.insert(event).values({ datasetId, userId, kind, sampleId, detail: detail ?? {} });
}
