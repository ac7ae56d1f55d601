import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { LiveEvent } from '#/server/domain/views.ts';

// biome-ignore lint/correctness/useYield: contract stub
export async function* watchDataset(_: {
  ctx: Ctx;
  input: { slug: string };
  signal: AbortSignal | undefined;
}): AsyncGenerator<LiveEvent> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: watchDataset');
}
