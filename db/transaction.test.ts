import { expect, inject, test } from 'vitest';
import { connect } from './client.ts';
import { inTransaction } from './transaction.ts';

test('whatever goes wrong takes back what was done, and the connection is there for the next', async () => {
  const { sql, close } = connect(inject('databaseUrl'), { max: 1 });
  for (const code of ['EACCES', 'CONNECTION_CLOSED', '23505']) {
    const failing = inTransaction(sql, async (tx) => {
      await tx`create table never_there (n int)`;
      throw Object.assign(new Error('elsewhere'), { code });
    });
    await expect(failing).rejects.toThrow('elsewhere');
    expect(await sql`select to_regclass('never_there') as found`).toEqual([{ found: null }]);
  }
  await close();
});
