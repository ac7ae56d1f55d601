/** Two web processes and three workers on one database; one of each is killed, and the scores are those of one of each. */
import { randomUUID } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { readRecord, recordUrl } from '../server/postgres/record.ts';
import { freePort } from './support/freePort.ts';
import { startReplica } from './support/replica.ts';
import { expect, test } from './support/test.ts';
import { topicCsv, topicRows } from './support/topics.ts';
import { webProcess } from './support/webProcess.ts';

const rows = topicRows(900, 12);
type Ask = (method: string, path: string, body?: FormData | object) => Promise<Response>;

interface Item {
  leaseId: string;
  sample: { id: string; externalId: string };
}

async function start(api: Ask, name: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(topicCsv(rows))]), 'topics.csv');
  form.append('name', `${name} ${Date.now()}`);
  return (await (await api('POST', '/datasets', form)).json()).dataset;
}

const ready = (api: Ask, slug: string) =>
  expect
    .poll(async () => (await (await api('GET', `/datasets/${slug}`)).json()).state, { timeout: 90_000 })
    .toBe('ready');

/** The first twelve of the queue, without the hidden audit's, which is drawn at random. */
async function firstTwelve(api: Ask, sql: Sql, slug: string): Promise<Item[]> {
  await sql`update dataset set settings = settings || '{"auditShare": 0}' where slug = ${slug}`;
  const [queue] = await (await api('GET', `/datasets/${slug}/queues`)).json();
  return (await api('POST', `/queues/${queue.id}/next`, { limit: 12 })).json();
}

const corrections = (items: Item[]) =>
  items.map(({ leaseId, sample }) => {
    const row = rows[Number(sample.externalId.slice(1))];
    const said = row.label === row.truth ? { verdict: 'keep' } : { verdict: 'relabel', label: row.truth };
    return { leaseId, sampleId: sample.id, clientKey: randomUUID(), ...said };
  });

const secondRound = (api: Ask, slug: string) =>
  expect
    .poll(
      async () =>
        ((await (await api('GET', `/datasets/${slug}/rounds`)).json()) as { number: number; state: string }[]).some(
          (r) => r.number === 2 && r.state === 'published',
        ),
      { timeout: 100_000 },
    )
    .toBe(true);

test('a worker killed mid-round and a web process killed mid-decision change nothing', async ({ api, server }) => {
  test.skip(process.platform !== 'linux', 'finds processes in /proc');
  test.setTimeout(240_000);
  const { home, key } = server;
  const sql = postgres(recordUrl(readRecord(home)!), { max: 1 });
  const scores = (slug: string) => sql`
    select s.external_id, p_given, suggested_class, p_suggested, suspicion, signals from score c
    join dataset d on d.round_id = c.round_id join sample s on s.id = c.sample_id
    where d.slug = ${slug} order by s.row`;

  const alone = await start(api, 'Alone');
  await ready(api, alone);
  await api('POST', '/decisions', { decisions: corrections(await firstTwelve(api, sql, alone)) });
  await secondRound(api, alone);

  const port = await freePort();
  const replicas = [startReplica(home, 'web', port), startReplica(home, 'worker'), startReplica(home, 'worker')];
  try {
    const workers = async () =>
      (
        await sql`select distinct application_name as name from pg_stat_activity where application_name like 'errata-worker %'`
      ).length;
    await expect.poll(workers, { timeout: 60_000 }).toBe(3);
    const other: Ask = (method, path, body) =>
      fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await expect
      .poll(
        () =>
          other('GET', '/datasets').then(
            (a) => a.status,
            () => 0,
          ),
        { timeout: 60_000 },
      )
      .toBe(200);

    const killed = await start(api, 'Killed');
    await ready(api, killed);
    const decisions = corrections(await firstTwelve(api, sql, killed));
    // One by one through the other web process, which dies on the way; all again through the first.
    const sent = decisions.slice(0, 9).map((d) => other('POST', '/decisions', { decisions: [d] }).catch(() => null));
    process.kill(webProcess(port), 'SIGKILL');
    await Promise.all(sent);

    const [{ id }] = await sql`select id from dataset where slug = ${killed}`;
    const holder = async () => {
      const [row] = await sql<{ name: string }[]>`
        select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.objid = ${id} and l.granted and a.application_name like 'errata-worker %'`;
      return row ? Number(row.name.split(' ')[1]) : 0;
    };
    const answer = api('POST', '/decisions', { decisions });
    let worker = 0;
    for (const end = Date.now() + 60_000; !worker && Date.now() < end; ) worker = await holder();
    process.kill(worker, 'SIGKILL');
    const { results } = (await (await answer).json()) as { results: { status: string }[] };
    expect(results.every((r) => r.status === 'accepted' || r.status === 'duplicate')).toBe(true);
    await secondRound(api, killed);

    expect((await (await api('GET', `/datasets/${killed}`)).json()).decisions).toBe(12);
    expect(await scores(killed)).toEqual(await scores(alone));
  } finally {
    await Promise.all(replicas.map((r) => r.stop()));
    await sql.end();
  }
});
