import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function storeUpload(_: { ctx: Ctx; input: { fileName: string; body: AsyncIterable<Uint8Array> } }): Promise<{ id: string; bytes: number }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: storeUpload');
}
