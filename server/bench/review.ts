/**
 * Latency of the review calls at 100,000 samples: ten readers who think for a second, then without thinking, and the
 * lead's pages. Run: node --import ./bin/boot/alias.mjs server/bench/review.ts [samples]
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
import type { Role } from '#/server/domain/role.ts';
import { readEnvironment } from '#/server/environment.ts';
import { startEmbedded } from '#/server/postgres/embedded.ts';
import { listQueues } from '#/server/services/queues/list.ts';
import { decide } from '#/server/services/review/decide.ts';
import { nextSamples } from '#/server/services/review/next.ts';
import { reviewState } from '#/server/services/review/state.ts';
import { pageSamples } from '#/server/services/samples/page.ts';
import { overview } from '#/server/services/stats/overview.ts';
import { scoredDataset } from '#/server/testing/scored.ts';

const samples = Number(process.argv[2] ?? 100_000);
const readers = 10;
const home = mkdtempSync(join(tmpdir(), 'errata-bench-'));
const server = await startEmbedded(home);
await migrate(server.url);
const connection = connect(server.url);
const blobs = await openLocalBlobs(join(home, 'blobs'));
const env = readEnvironment({ ERRATA_HOME: home });

async function contextFor(role: Role): Promise<Ctx> {
  const userId = randomUUID();
  await connection.db.insert(user).values({ id: userId, name: role, email: `${userId}@example.org`, role });
  return { ...connection, blobs, env, enqueue: async () => {}, actor: { kind: 'user', userId, name: role, role } };
}

const times = new Map<string, number[]>();
async function timed<T>(name: string, call: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const value = await call();
  const list = times.get(name) ?? [];
  list.push(performance.now() - from);
  times.set(name, list);
  return value;
}
const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

try {
  const lead = await contextFor('lead');
  const classes = Array.from({ length: 10 }, (_, i) => `class ${i}`);
  const s = await scoredDataset(lead, { samples, classes });
  await connection.sql`vacuum analyze`;
  const queueId = String(s.queueId);
  const people = await Promise.all(Array.from({ length: readers }, () => contextFor('annotator')));
  const read = async (ctx: Ctx, label: string, requests: number, think: number) => {
    await new Promise((r) => setTimeout(r, Math.random() * think));
    for (let i = 0; i < requests; i++) {
      const items = await timed(`next ${label}`, () => nextSamples({ ctx, input: { queueId, limit: 10 } }));
      await new Promise((r) => setTimeout(r, think));
      const decisions = items.map((item) => {
        const { given, label: truth } = s.truth.get(Number(item.sample.id))!;
        const said = given === truth ? { verdict: 'keep' } : { verdict: 'relabel', label: truth };
        return { leaseId: item.leaseId, sampleId: item.sample.id, clientKey: randomUUID(), ...said };
      });
      await timed(`decisions ${label}`, () => decide({ ctx, input: { decisions } }));
    }
  };
  await Promise.all(people.map((ctx) => read(ctx, 'first calls', 2, 0)));
  await Promise.all(people.map((ctx) => read(ctx, 'thinking 1 s', 20, 1000)));
  await Promise.all(people.map((ctx) => read(ctx, 'not thinking', 40, 0)));
  for (let i = 0; i < 5; i++) {
    await timed('queues', () => listQueues({ ctx: lead, input: { slug: s.slug } }));
    await timed('state', () => reviewState({ ctx: people[0]!, input: { queueId } }));
    await timed('stats', () => overview({ ctx: lead, input: { slug: s.slug } }));
    await timed('samples by suspicion', () =>
      pageSamples({ ctx: lead, input: { slug: s.slug, limit: 50, sort: 'suspicion' } }),
    );
    await timed('samples by row', () => pageSamples({ ctx: lead, input: { slug: s.slug, limit: 50, sort: 'row' } }));
    await timed('samples, search', () =>
      pageSamples({ ctx: lead, input: { slug: s.slug, limit: 50, sort: 'suspicion', search: 'row 99' } }),
    );
  }
  console.log(`${samples} samples, ${readers} readers; milliseconds`);
  for (const [name, list] of times) {
    const sorted = list.toSorted((a, b) => a - b);
    const [p50, p95, most] = [quantile(sorted, 0.5), quantile(sorted, 0.95), sorted.at(-1) ?? 0].map((t) =>
      t.toFixed(1),
    );
    console.log(`${name.padEnd(26)} n=${String(list.length).padEnd(5)} p50 ${p50}  p95 ${p95}  most ${most}`);
  }
} finally {
  await connection.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}
