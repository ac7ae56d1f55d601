/**
 * One bulk decision on every sample, from its start to its undo, and operations on classes with all of it decided:
 *   node --import ./bin/boot/alias.mjs server/bench/bulk.ts [samples]
 * Prints seconds, and how long another reader's decision waited meanwhile (milliseconds).
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#/db/client.ts';
import { migrate } from '#/db/migrate.ts';
import { user } from '#/db/schema/index.ts';
import { openLocalBlobs } from '#/server/blobs/local.ts';
import type { Ctx } from '#/server/context.ts';
import type { ClassOperation } from '#/server/domain/classOperations.ts';
import { readEnvironment } from '#/server/environment.ts';
import { startEmbedded } from '#/server/postgres/embedded.ts';
import { answerChecks } from '#/server/services/bulk/answer.ts';
import { nextChecks } from '#/server/services/bulk/checks.ts';
import { commitBulk, undoBulk } from '#/server/services/bulk/commit.ts';
import { getBulk } from '#/server/services/bulk/get.ts';
import { runBulk } from '#/server/services/bulk/run.ts';
import { startBulk } from '#/server/services/bulk/start.ts';
import { operateClasses } from '#/server/services/classes/operate.ts';
import { decide } from '#/server/services/review/decide.ts';
import { scoredDataset } from '#/server/testing/scored.ts';

const samples = Number(process.argv[2] ?? 100_000);
const home = mkdtempSync(join(tmpdir(), 'errata-bench-'));
const server = await startEmbedded(home);
await migrate(server.url);
const connection = connect(server.url);
const userId = randomUUID();
await connection.db.insert(user).values({ id: userId, name: 'lead', email: `${userId}@example.org`, role: 'lead' });
const ctx: Ctx = {
  ...connection,
  blobs: await openLocalBlobs(join(home, 'blobs')),
  env: readEnvironment({ ERRATA_HOME: home }),
  enqueue: async () => {},
  actor: { kind: 'user', userId, name: 'lead', role: 'lead' },
};

async function timed<T>(name: string, call: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const value = await call();
  console.log(`${name.padEnd(36)} ${((performance.now() - from) / 1000).toFixed(2)} s`);
  return value;
}

try {
  const s = await scoredDataset(ctx, { samples, classes: ['ham', 'spam', 'other', 'rest'] });
  await connection.sql`vacuum analyze`;
  const view = await timed(`start, ${samples.toLocaleString('en')} samples`, () =>
    startBulk({ ctx, input: { slug: s.slug, bound: 0.1, what: { filter: {}, decision: { verdict: 'keep' } } } }),
  );
  const bulkId = view.id;
  const items = await nextChecks({ ctx, input: { bulkId, limit: view.toCheck } });
  const answers = items.map((i) => ({ sampleId: i.sampleId, verdict: 'keep' as const }));
  await timed(`${answers.length} single answers`, () => answerChecks({ ctx, input: { bulkId, answers } }));
  const work = async () => {
    const [job] = await connection.sql<{ payload: Record<string, unknown> }[]>`
      select payload from job where id = (select job_id from bulk where id = ${bulkId})`;
    let writing = true;
    const signal = new AbortController().signal;
    const run = runBulk({
      ctx,
      run: { jobId: '', datasetId: s.datasetId, payload: job!.payload, progress: () => {}, signal },
    }).finally(() => {
      writing = false;
    });
    // Meanwhile somebody decides, as often as a reader does.
    const waits: number[] = [];
    for (let i = 0; writing; i++) {
      const from = performance.now();
      const decision = { sampleId: String(s.ids.at(-1 - i)), verdict: 'keep', clientKey: randomUUID() };
      await decide({ ctx, input: { decisions: [decision] } });
      waits.push(performance.now() - from);
      await new Promise((r) => setTimeout(r, 500));
    }
    await run;
    waits.sort((a, b) => a - b);
    console.log(
      `  a decision meanwhile: median ${waits[waits.length >> 1]?.toFixed(0)}, most ${waits.at(-1)?.toFixed(0)} ms`,
    );
  };
  await commitBulk({ ctx, input: { bulkId } });
  await timed('commit', work);
  const { written, skipped } = await getBulk({ ctx, input: { bulkId } });
  console.log(`  written ${written}, decided meanwhile ${skipped.decided}`);
  const operate = (operation: ClassOperation) => operateClasses({ ctx, input: { slug: s.slug, operation } });
  await timed('merge two of four classes', () => operate({ kind: 'merge', class: 'ham', into: 'spam' }));
  await timed('split one', () => operate({ kind: 'split', class: 'other', into: [{ name: 'a' }, { name: 'b' }] }));
  await undoBulk({ ctx, input: { bulkId } });
  await timed('undo', work);
} finally {
  await connection.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}
