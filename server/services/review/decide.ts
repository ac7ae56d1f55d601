import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { DecisionResult } from '#/server/domain/decision.ts';

export async function decide(_: { ctx: Ctx; input: { decisions: unknown[] } }): Promise<{ results: DecisionResult[] }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: decide');
}
