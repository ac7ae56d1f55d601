import type { InferSelectModel } from 'drizzle-orm';
import type { job } from '#/db/schema/index.ts';
import type { JobView } from '#/server/domain/views.ts';

/** At most this many problems go to a client. */
const problemLimit = 100;

export function jobView(row: InferSelectModel<typeof job>, slug: string | null): JobView {
  return {
    id: row.id,
    kind: row.kind,
    dataset: slug,
    state: row.state,
    progress: row.progress,
    message: row.message,
    etaSeconds: row.etaSeconds,
    error: row.error,
    problems: row.problems.slice(0, problemLimit),
  };
}
