import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, provider } from '#/db/schema/index.ts';
import { type Boss, openBoss } from '#/server/jobs/boss.ts';
import { type Asking, expectedCalls, honest, honestValues, openAsking, samples } from '#/server/testing/asking.ts';
import { startWorker, until } from '#/server/testing/workerProcess.ts';

let a: Asking;
let boss: Boss;
beforeAll(async () => {
  a = await openAsking();
  boss = await openBoss(a.t.url);
  a.ctx.enqueue = boss.send;
});
afterAll(async () => {
  await boss.stop();
  await a.close();
});

test('a worker killed in the middle of a run: the next goes on, and only calls under way at that moment are made again', {
  timeout: 120_000,
}, async () => {
  const { s, ctx } = await a.setUp();
  const limits = { concurrency: 1, callsPerMinute: null, inputPrice: null, outputPrice: null };
  await a.t.db.insert(provider).values({ kind: 'endpoint', baseUrl: a.model.url, model: 'scripted', limits });
  const slow = async (call: Parameters<typeof honest>[0]) => {
    await wait(10);
    return honest(call);
  };
  a.model.say(slow);
  const first = await startWorker(a.t.url, ctx.env.home);
  const id = await a.start(ctx, s);
  const before = Math.floor(expectedCalls / 2);
  await until('half of the calls', async () => a.model.calls.length >= before);
  await first.kill();
  expect((await a.runOf(id)).state).toBe('running');

  const next = await startWorker(a.t.url, ctx.env.home);
  await until('the end of the run', async () => (await a.runOf(id)).state === 'done');
  await next.stop();
  expect(await a.values(s)).toEqual(honestValues);
  // One at a time: at most one answer was under way, was not stored, and is asked for again.
  const again = a.model.calls.length - expectedCalls;
  expect(again === 0 || again === 1).toBe(true);
  expect(await a.runOf(id)).toMatchObject({ calls: expectedCalls, failed: 0, samplesDone: samples });
  expect(await a.t.db.$count(answer)).toBe(expectedCalls);
});
