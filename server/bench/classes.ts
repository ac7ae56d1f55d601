/**
 * Merges and splits where every sample is decided, and what somebody who decides meanwhile waits:
 *   node --import ./bin/boot/alias.mjs server/bench/classes.ts [--samples 100000]
 * A tenth of the decisions change the label. Times in milliseconds.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '#/db/client.ts';
import { migrate } from '#/db/migrate.ts';
import { user } from '#/db/schema/index.ts';
import { openLocalBlobs } from '#/server/blobs/local.ts';
import type { Ctx } from '#/server/context.ts';
import { classMap } from '#/server/domain/classMap.ts';
import type { ClassOperation } from '#/server/domain/classOperations.ts';
import { readEnvironment } from '#/server/environment.ts';
import { startEmbedded } from '#/server/postgres/embedded.ts';
import { listClasses } from '#/server/services/classes/list.ts';
import { operateClasses } from '#/server/services/classes/operate.ts';
import { loadRecords } from '#/server/services/classes/records.ts';
import { undoClasses } from '#/server/services/classes/undo.ts';
import { decide } from '#/server/services/review/decide.ts';
import { refold } from '#/server/services/review/refold.ts';
import { scoredDataset } from '#/server/testing/scored.ts';

const { values } = parseArgs({ options: { samples: { type: 'string', default: '100000' } } });
const home = mkdtempSync(join(tmpdir(), 'errata-classes-'));
chmodSync(home, 0o755);
const server = await startEmbedded(home);
await migrate(server.url);
const { close, ...connection } = connect(server.url, { max: 4 });
try {
  const userId = 'lead';
  await connection.db.insert(user).values({ id: userId, name: 'Lead', email: 'lead@example.org', role: 'lead' });
  const ctx: Ctx = {
    ...connection,
    actor: { kind: 'user', userId, name: 'Lead', role: 'lead' },
    blobs: await openLocalBlobs(join(home, 'blobs')),
    env: readEnvironment({ ERRATA_HOME: home }),
    enqueue: async () => {},
  };
  const { sql } = connection;
  const samples = Number(values.samples);
  const s = await scoredDataset(ctx, { samples, classes: ['ham', 'spam', 'other', 'rest'] });
  await sql`
    insert into decision (dataset_id, seq, sample_id, user_id, verdict, label, client_key, suggestion_shown)
    select ${s.datasetId}, row_number() over (), id, ${userId}, case when row % 10 = 3 then 'relabel' else 'keep' end,
      case when row % 10 = 3 then (row + row / 10) % 4 end, gen_random_uuid()::text, false
    from sample where dataset_id = ${s.datasetId} and row < ${samples - 100}`;
  await sql`update dataset set event_seq = ${samples - 100}, decisions = ${samples - 100} where id = ${s.datasetId}`;
  await refold(sql, { datasetId: s.datasetId, sampleIds: s.ids, map: classMap(await loadRecords(sql, s.datasetId)) });
  await sql`vacuum analyze`;
  let at = samples;
  const timed = async (what: string, work: () => Promise<unknown>) => {
    let going = true;
    const from = performance.now();
    const working = work().finally(() => {
      going = false;
    });
    let most = 0;
    while (going) {
      const asked = performance.now();
      const decision = { sampleId: String(s.ids[--at]), verdict: 'keep', clientKey: randomUUID() };
      await decide({ ctx, input: { decisions: [decision] } });
      most = Math.max(most, performance.now() - asked);
      await new Promise((go) => setTimeout(go, 20));
    }
    await working;
    console.log(`${what}: ${(performance.now() - from).toFixed(0)}; a decision meanwhile: at most ${most.toFixed(0)}`);
  };
  const operate = (operation: ClassOperation) => operateClasses({ ctx, input: { slug: s.slug, operation } });
  const undo = async () => {
    const { events } = await listClasses({ ctx, input: { slug: s.slug } });
    await undoClasses({ ctx, input: { slug: s.slug, eventId: events.find((e) => e.undoable)!.id } });
  };
  console.log(`${samples} samples of four classes, all but the last decided`);
  for (let turn = 0; turn < 2; turn++) {
    await timed('merge two', () => operate({ kind: 'merge', class: 'ham', into: 'spam' }));
    await timed('undo', undo);
    await timed('split one', () =>
      operate({ kind: 'split', class: 'other', into: [{ name: `a${turn}` }, { name: `b${turn}` }] }),
    );
    await timed('undo', undo);
  }
} finally {
  await close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}
