import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { connect } from '#/db/client.ts';
import { type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { followActors, forgetActors, rememberActor } from './actorCache.ts';
import { createApiKey } from './createApiKey.ts';

let t: TestDatabase;
/** What another process of the same server does. */
let other: ReturnType<typeof connect>;
beforeAll(async () => {
  t = await testDatabase();
  other = connect(t.url, { max: 1 });
  await followActors(t.sql);
});
afterAll(async () => {
  await other.close();
  await t.close();
});
beforeEach(() => forgetActors());

const ann = { kind: 'user', userId: 'ann', name: 'Ann', role: 'lead' } as const;

/** How often somebody was looked up, among so many requests. */
function counting() {
  let looked = 0;
  const ask = () =>
    rememberActor('session ann', async () => {
      looked++;
      return ann;
    });
  return { ask, looked: () => looked };
}

async function person(): Promise<string> {
  const ctx = await testCtx(t, 'annotator');
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : '';
  await t.sql`
    insert into session (id, token, user_id, expires_at, created_at, updated_at)
    values (${userId}, ${userId}, ${userId}, now() + interval '1 day', now(), now())`;
  await createApiKey({ ctx, input: { name: 'script' } });
  return userId;
}

test.each([
  ['closes an account', 'update "user" set active = false where id = $1'],
  ['changes a role', `update "user" set role = 'viewer' where id = $1`],
  ['ends a session', 'delete from session where user_id = $1'],
  ['revokes a key', 'update apikey set enabled = false where reference_id = $1'],
])('what is remembered is forgotten as soon as another process %s', async (_what, change) => {
  const userId = await person();
  const { ask, looked } = counting();
  await expect.poll(ask).toEqual(ann);
  await ask();
  const before = looked();
  await ask();
  expect(looked()).toBe(before);
  await other.sql.unsafe(change, [userId]);
  // Long before the 15 s are over.
  const lookedAgain = async () => {
    await ask();
    return looked();
  };
  await expect.poll(lookedAgain, { timeout: 5000, interval: 20 }).toBeGreaterThan(before);
});

test('what does not change who may do what leaves it alone', async () => {
  const userId = await person();
  const { ask, looked } = counting();
  await ask();
  await other.sql.unsafe('update session set updated_at = now() where user_id = $1', [userId]);
  await other.sql.unsafe('update apikey set last_request = now() where reference_id = $1', [userId]);
  // Notices come in order: once this one is here, those would have been.
  let heard = false;
  await t.sql.listen('after', () => {
    heard = true;
  });
  await other.sql`select pg_notify('after', '')`;
  await expect.poll(() => heard).toBe(true);
  await ask();
  expect(looked()).toBe(1);
});

test('who was looked up before a change is not remembered after it', async () => {
  let answer = (_: typeof ann) => {};
  const slow = rememberActor('session bob', () => new Promise((resolve) => (answer = resolve)));
  forgetActors();
  answer(ann);
  expect(await slow).toEqual(ann);
  expect(await rememberActor('session bob', async () => null)).toBeNull();
});

test('who goes on working is looked up beside a request, in time, and waits for it no more', async () => {
  const start = performance.now();
  const clock = vi.spyOn(performance, 'now');
  const at = async (seconds: number) => {
    clock.mockReturnValue(start + seconds * 1000);
    // The cache looks at the clock at most once a millisecond.
    await new Promise((done) => setTimeout(done, 5));
  };
  try {
    await at(0);
    const { ask, looked } = counting();
    await ask();
    await at(9);
    let found = (_: typeof ann) => {};
    const beside = () => new Promise<typeof ann>((resolve) => (found = resolve));
    expect(await rememberActor('session ann', beside)).toEqual(ann);
    found(ann);
    // Without the look-up at 9 s nobody would be remembered.
    await at(16);
    expect(await ask()).toEqual(ann);
    expect(looked()).toBe(1);
    await at(40);
    await ask();
    expect(looked()).toBe(2);
  } finally {
    clock.mockRestore();
  }
});
