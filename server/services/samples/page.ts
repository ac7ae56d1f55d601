import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Status } from '#/server/domain/verdict.ts';
import type { Page, SampleView } from '#/server/domain/views.ts';

export async function pageSamples(_: {
  ctx: Ctx;
  input: {
    slug: string;
    cursor?: string;
    limit: number;
    search?: string;
    status?: Status;
    given?: string;
    suggested?: string;
    split?: string;
    sort: string;
  };
}): Promise<Page<SampleView>> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: pageSamples');
}
