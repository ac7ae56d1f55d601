import { eq } from 'drizzle-orm';
import { job } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

const everyMs = 200;

/**
 * Waits for a job, whichever process runs it, and tells its progress on stderr.
 * @returns its notes, worth telling though it succeeded
 * @throws ErrataError bad_input with its problems when it failed
 */
export async function awaitJob(ctx: Pick<Ctx, 'db'>, jobId: string): Promise<(typeof job.$inferSelect)['problems']> {
  let told = '';
  for (;;) {
    const [row] = await ctx.db.select().from(job).where(eq(job.id, jobId));
    if (!row) throw new ErrataError('not_found', 'The job was removed.');
    const line = `${String(Math.round(row.progress * 100)).padStart(3)}%  ${row.message}`;
    if (line !== told && process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
    told = line;
    if (row.state === 'done' || row.state === 'failed') {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      if (row.state === 'failed') throw new ErrataError('bad_input', row.error ?? 'The job failed.', row.problems);
      return row.problems;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
