import { inTransaction } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import { requireCapability } from '#/server/services/accounts/require.ts';
import { findReferences } from './references.ts';

export interface Collected {
  /** Uploads that no import took. */
  uploads: number;
  blobs: number;
  bytes: number;
}

const batch = 1000;

/**
 * Removes blobs that nothing refers to and that nobody has put for the time of grace, and then uploads of that age that no import
 * took: their bytes go the next time, so that an import which begins this very moment still finds them.
 */
export async function collectBlobs({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { graceMilliseconds: number };
}): Promise<Collected> {
  requireCapability(ctx, 'administer');
  const { sql, blobs } = ctx;
  const before = new Date(Date.now() - input.graceMilliseconds);
  const collected: Collected = { uploads: 0, blobs: 0, bytes: 0 };
  const { collector } = blobs;
  await inTransaction(sql, async (tx) => {
    // One state of the database: what moves from one table to another meanwhile is found in the first.
    await tx`set transaction isolation level repeatable read`;
    await findReferences(tx, ctx);
    let old: { sha256: string; bytes: number }[] = [];
    const sweep = async () => {
      const unused = await tx<{ at: number }[]>`
          select n::int as at from unnest(${old.map((o) => o.sha256)}::text[]) with ordinality as o(sha256, n)
          where not exists (select from referenced r where r.sha256 = o.sha256)`;
      for (const { at } of unused) {
        const { sha256, bytes } = old[at - 1]!;
        if (!(await collector.remove(sha256, before))) continue;
        collected.blobs++;
        collected.bytes += bytes;
      }
      old = [];
    };
    for await (const blob of collector.list(before)) {
      old.push(blob);
      if (old.length >= batch) await sweep();
    }
    await sweep();
  });
  const dropped = await sql`delete from upload where created_at < ${before} returning id`;
  return { ...collected, uploads: dropped.length };
}
