import type { Ctx } from '#/server/context.ts';
import type { AuditFilter } from '#/server/domain/auditFilter.ts';
import type { AuditEntry } from '#/server/domain/historyViews.ts';
import { stringify } from '#/server/formats/write/csv.ts';
import { listAudit } from './list.ts';

const page = 1000;
const columns = ['at', 'kind', 'by', 'dataset', 'sample', 'detail'];

/**
 * The lines of the audit log that match, newest first, as text in pieces: a page in memory at a time, however many there
 * are. The first page is read at once, so that a refusal comes before any text.
 * @param input.safe cells that a spreadsheet would run as a formula get an apostrophe in front
 */
export async function writeAudit({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: AuditFilter & { format: 'csv' | 'jsonl'; safe: boolean };
}): Promise<AsyncGenerator<string>> {
  const { format, safe, ...filter } = input;
  const read = (cursor?: string) => listAudit({ ctx, input: { ...filter, limit: page, cursor } });
  const line = (e: AuditEntry) =>
    format === 'jsonl'
      ? `${JSON.stringify({ ...e, sample: e.sample?.externalId ?? null })}\n`
      : stringify([e.at, e.kind, e.by, e.dataset, e.sample?.externalId, e.detail], { safe });
  const first = await read();
  return (async function* () {
    if (format === 'csv') yield stringify(columns);
    for (let now = first; ; ) {
      yield now.items.map(line).join('');
      if (now.nextCursor === null) return;
      now = await read(now.nextCursor);
    }
  })();
}
