/** What happens where PostgreSQL cuts a connection that somebody holds: in a process of its own, since the fault ends it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';

const alias = fileURLToPath(new URL('./alias.mjs', import.meta.url));

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

test('a statement on a connection that was cut is refused, and the pool makes another one', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', alias, '--input-type=module-typescript', '-e', script],
    { env: { ...process.env, DATABASE_URL: inject('databaseUrl') }, timeout: 60_000 },
  );
  const turn = 'true CONNECTION_CLOSED CONNECTION_CLOSED\n3\n';
  expect(stdout).toBe(turn.repeat(3));
});
