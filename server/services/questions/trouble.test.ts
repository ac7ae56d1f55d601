import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asking, expectedCalls, honest, honestValues, openAsking, samples } from '#/server/testing/asking.ts';
import { misbehave, type Scripted } from '#/server/testing/scriptedModel.ts';
import { resumeQuestionRun } from './pause.ts';
import { listQuestionRuns } from './runs.ts';

let a: Asking;
beforeAll(async () => {
  a = await openAsking();
});
afterAll(() => a.close());

describe('an endpoint that misbehaves', () => {
  const trouble: [string, Scripted, number][] = [
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '0.05' } }, 1],
    ['500', { status: 500 }, 1],
    ['a body that is no JSON', { status: 200, body: '<html>' }, 1],
    ['a body without choices', { status: 200, body: '{"choices":[]}' }, 1],
    ['an answer cut off', misbehave.cutOff, 1],
    ['no answer in time', misbehave.hang, 1],
  ];
  test.each(trouble)('%s: tried again, counted, and the scores are the same', async (_, said, times) => {
    const { s, ctx: c } = await a.setUp();
    let left = times;
    a.model.say((call) => (call.picture && left-- > 0 ? said : honest(call)));
    const id = await a.start(c, s);
    await a.run(c, id, { timeoutMs: said === misbehave.hang ? 2000 : 60_000 });
    expect(await a.values(s)).toEqual(honestValues);
    expect(a.model.calls).toHaveLength(expectedCalls + times);
    expect(await a.runOf(id)).toMatchObject({ state: 'done', calls: expectedCalls + times, failed: times });
  });

  test('waits as long as it is told to', async () => {
    const { s, ctx: c } = await a.setUp();
    const at: number[] = [];
    a.model.say((call) => {
      at.push(performance.now());
      return call.n === 3 ? { status: 429, headers: { 'retry-after': '0.3' } } : honest(call);
    });
    await a.run(c, await a.start(c, s, {}, 1));
    // A timer may fire a little early.
    expect(at[4]! - at[3]!).toBeGreaterThan(290);
  });

  test('after five tries the run pauses and says why; resumed, it ends without paying twice', async () => {
    const { s, ctx: c } = await a.setUp();
    a.model.say((call) => (call.picture ? { status: 503 } : honest(call)));
    const id = await a.start(c, s);
    await a.run(c, id);
    expect(await a.runOf(id)).toMatchObject({ state: 'paused', calls: 2 + 5, failed: 5 });
    expect((await a.runOf(id)).note).toContain('trouble (503)');
    a.model.say(honest);
    await resumeQuestionRun({ ctx: c, input: { slug: s.slug, id } });
    await a.run(c, id);
    expect(await a.runOf(id)).toMatchObject({ state: 'done', samplesDone: samples, calls: expectedCalls + 5 });
  });

  test('a refused key pauses at once, and nowhere is the key told', async () => {
    const { s, ctx: c } = await a.setUp();
    a.model.say(() => ({ status: 401, body: '{"error":{"message":"bad key sk-very-secret"}}' }));
    const id = await a.start(c, s);
    await a.run(c, id);
    expect(await a.runOf(id)).toMatchObject({ state: 'paused', calls: 1, note: 'The endpoint refuses the key (401).' });
    expect(JSON.stringify(await listQuestionRuns({ ctx: c, input: { slug: s.slug } }))).not.toContain('secret');
  });

  test('one refused question leaves the others; nothing is made of its silence', async () => {
    const { s, ctx: c } = await a.setUp();
    a.model.say((call) => (call.text.includes('detail 2') && call.picture ? { status: 400 } : honest(call)));
    await a.run(c, await a.start(c, s, {}, 1));
    expect(await a.scores(s)).toEqual([[0, 5, 0]]);
  });

  test('a model without a temperature of ours is asked without one', async () => {
    const { s, ctx: c } = await a.setUp();
    a.model.say((call) =>
      call.n === 0 ? { status: 400, body: '{"error":{"message":"temperature unsupported"}}' } : honest(call),
    );
    const id = await a.start(c, s, {}, 1);
    await a.run(c, id);
    expect(await a.runOf(id)).toMatchObject({ state: 'done', failed: 1, calls: 2 + 6 + 1 });
  });
});
