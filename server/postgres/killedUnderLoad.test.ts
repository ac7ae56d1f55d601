/** PostgreSQL killed under a running import: nothing lost, nothing twice. Killed workers have `worker.test.ts`. */
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, inject, test } from 'vitest';
import yazl from 'yazl';
import { type Connection, connect } from '#/db/client.ts';
import { migrate } from '#/db/migrate.ts';
import { user } from '#/db/schema/index.ts';
import { openLocalBlobs } from '#/server/blobs/local.ts';
import type { Ctx } from '#/server/context.ts';
import { readEnvironment } from '#/server/environment.ts';
import { openBoss } from '#/server/jobs/boss.ts';
import { startImport } from '#/server/services/imports/start.ts';
import { storeUpload } from '#/server/services/imports/upload.ts';
import { startWorker, until } from '#/server/testing/workerProcess.ts';
import { startEmbedded } from './embedded.ts';
import { readRecord } from './record.ts';

const pictures = 900;
let zip: Buffer;

/** Three kinds of small pictures with noise, so that each is a file of its own. */
async function makeZip(): Promise<Buffer> {
  const file = new yazl.ZipFile();
  let state = 1;
  const noise = () => {
    state = (state * 1103515245 + 12345) >>> 0;
    return state >>> 24;
  };
  for (let i = 0; i < pictures; i++) {
    const bright = (i % 3) * 80;
    const raw = Buffer.from(Array.from({ length: 144 }, () => Math.min(255, bright + noise() / 3)));
    const png = await sharp(raw, { raw: { width: 12, height: 12, channels: 1 } })
      .png()
      .toBuffer();
    file.addBuffer(png, `${['dark', 'middle', 'light'][i % 3]}/${i}.png`);
  }
  file.end();
  const parts: Buffer[] = [];
  for await (const part of file.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A lead on that database whose jobs go to a real queue. */
async function leadOn(
  connection: Connection,
  url: string,
  home: string,
): Promise<{ ctx: Ctx; close(): Promise<void> }> {
  const boss = await openBoss(url);
  const id = 'lead';
  await connection.db
    .insert(user)
    .values({ id, name: 'Lead', email: 'lead@example.org', role: 'lead' })
    .onConflictDoNothing();
  const ctx: Ctx = {
    actor: { kind: 'user', userId: id, name: 'Lead', role: 'lead' },
    db: connection.db,
    sql: connection.sql,
    quick: connection.quick,
    blobs: await openLocalBlobs(join(home, 'blobs')),
    env: readEnvironment({ ERRATA_HOME: home, DATABASE_URL: url }),
    enqueue: (queue, payload) => boss.send(queue, payload),
  };
  return { ctx, close: () => boss.stop() };
}

async function importZip(ctx: Ctx): Promise<string> {
  const body = (async function* () {
    yield zip;
  })();
  const { id } = await storeUpload({ ctx, input: { fileName: 'pictures.zip', body } });
  return (await startImport({ ctx, input: { uploadIds: [id], name: 'Pictures' } })).dataset;
}

const partlyImported =
  ({ sql }: Pick<Connection, 'sql'>, slug: string) =>
  async () => {
    const [d] = await sql`select samples from dataset where slug = ${slug} and state = 'importing'`;
    return d && d.samples > 0 && d.samples < pictures ? (d.samples as number) : undefined;
  };
const stateIs =
  ({ sql }: Pick<Connection, 'sql'>, slug: string, state: string) =>
  async () => {
    const [d] = await sql`select state, message from dataset where slug = ${slug}`;
    if (d?.state === 'failed' && state !== 'failed') throw new Error(d.message);
    return d?.state === state;
  };

async function expectWhole({ sql }: Pick<Connection, 'sql'>, slug: string): Promise<void> {
  const [found] = await sql`
    select count(*)::int as samples, count(distinct s.row)::int as rows, max(s.row) as last,
      count(distinct external_id)::int as ids, count(distinct audit_rank)::int as ranks,
      count(*) filter (where c.name = split_part(external_id, '/', 1))::int as right
    from sample s join dataset d on d.id = s.dataset_id left join class c on c.dataset_id = d.id and c.index = s.given_class
    where d.slug = ${slug}`;
  expect(found).toMatchObject({
    samples: pictures,
    rows: pictures,
    last: pictures - 1,
    ids: pictures,
    ranks: pictures,
    right: pictures,
  });
  const classes = await sql`select given from class c join dataset d on d.id = c.dataset_id where d.slug = ${slug}`;
  expect(classes.map((c) => c.given)).toEqual([300, 300, 300]);
}

test('PostgreSQL killed mid-import: after its restart the import ends as if nothing had happened', async () => {
  zip = await makeZip();
  const home = mkdtempSync(join(inject('scratch'), 'killed-'));
  chmodSync(home, 0o755);
  const server = await startEmbedded(home);
  await migrate(server.url);
  const connection = connect(server.url, { max: 2 });
  const lead = await leadOn(connection, server.url, home);
  const worker = await startWorker(server.url, home);
  const slug = await importZip(lead.ctx);
  await until('a partial import', partlyImported(connection, slug));
  const pid = Number(readFileSync(join(readRecord(home)!.folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  const again = await startEmbedded(home);
  expect(again.url).toBe(server.url);
  await until('the dataset to be ready', stateIs(connection, slug, 'ready'), 120);
  await expectWhole(connection, slug);
  await worker.stop();
  await lead.close();
  await connection.close();
  await again.stop();
});
