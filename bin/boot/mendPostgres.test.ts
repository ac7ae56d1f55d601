/** What happens where PostgreSQL cuts a connection that somebody holds: in a process of its own, since the fault ends it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const alias = file('./alias.mjs');

const script = `
  import { connect } from '#/db/client.ts';
  const { sql, close } = connect(process.env.DATABASE_URL, { max: 1 });
  const other = connect(process.env.DATABASE_URL, { max: 1 });
  const said = (promise) => promise.then(() => 'done', (error) => error.code);
  for (let turn = 0; turn < 3; turn++) {
    const tx = await sql.reserve();
    await tx\`begin\`;
    const [{ pid }] = await tx\`select pg_backend_pid() as pid\`;
    await other.sql\`select pg_terminate_backend(\${pid}, 5000)\`;
    // Told, or gone without a word: whichever comes first.
    const first = await said(tx\`select 1\`);
    console.log(/^(57P01|CONNECTION_CLOSED|ECONNRESET)$/.test(first), await said(tx\`select 2\`), await said(tx\`rollback\`));
    const [{ n }] = await sql\`select 3 as n\`;
    console.log(n);
  }
  await Promise.all([close(), other.close()]);
`;

/** Runs a program with the mends on. @returns what it wrote. */
async function output(...program: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', alias, ...program], {
    env: { ...process.env, DATABASE_URL: inject('databaseUrl') },
    timeout: 60_000,
  });
  return stdout;
}
const typed = ['--input-type=module-typescript', '-e'];

test('a statement on a connection that was cut is refused, and the pool makes another one', async () => {
  const turn = 'true CONNECTION_CLOSED CONNECTION_CLOSED\n3\n';
  expect(await output(...typed, script)).toBe(turn.repeat(3));
});

test('who held a connection that was cut does not hold the one that was made for somebody else', async () => {
  const held = `
    import { connect } from '#/db/client.ts';
    const { sql, close } = connect(process.env.DATABASE_URL, { max: 1 });
    const other = connect(process.env.DATABASE_URL, { max: 1 });
    const said = (promise) => promise.then(() => 'done', (error) => error.code);
    const cut = async (tx) => {
      const [{ pid }] = await tx\`select pg_backend_pid() as pid\`;
      await other.sql\`select pg_terminate_backend(\${pid}, 5000)\`;
    };
    await other.sql\`create table held (who text)\`;
    const reserved = await sql.reserve();
    await reserved\`begin\`;
    await cut(reserved);
    const next = await sql.reserve();
    await next\`begin\`;
    await next\`insert into held values ('next')\`;
    console.log(await said(reserved\`insert into held values ('reserved')\`), await said(reserved\`commit\`));
    reserved.release();
    const waiting = sql\`select 1\`.execute();
    console.log(await Promise.race([said(waiting), new Promise((go) => setTimeout(go, 50, 'waits'))]));
    await next\`rollback\`;
    next.release();
    await waiting;
    let goOn;
    const begun = said(sql.begin(async (tx) => {
      await cut(tx);
      await new Promise((go) => { goOn = go; });
      await said(tx\`insert into held values ('begun')\`);
    }));
    console.log(await begun);
    await sql.begin(async (tx) => {
      await tx\`insert into held values ('after')\`;
      goOn();
      await new Promise((go) => setTimeout(go, 50));
      throw new Error('taken back');
    }).catch(() => {});
    console.log((await other.sql\`select who from held\`).length);
    await Promise.all([close(), other.close()]);
  `;
  expect(await output(...typed, held)).toBe('CONNECTION_CLOSED CONNECTION_CLOSED\nwaits\nCONNECTION_CLOSED\n0\n');
});

test('cut after any message of the server: everybody is told, nothing is half, and the pool goes on', async () => {
  const found = JSON.parse(await output(file('../../server/postgres/cutEverywhere.ts'), inject('databaseUrl'), '4'));
  expect(found.cuts).toBeGreaterThan(20);
  expect(found).toEqual({ cuts: found.cuts, unheard: [], waiting: [], halves: 0, short: 0, dry: [] });
});
