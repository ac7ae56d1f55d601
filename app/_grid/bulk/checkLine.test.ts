import { expect, test } from 'vitest';
import type { CheckItem } from '#/server/domain/bulk.ts';
import { checkLine } from './checkLine.ts';

/** A server that holds each answer until it is let go. */
function slowServer(ids: string[]) {
  const arrived: string[] = [];
  const held: { arrive: () => void; fail: () => void }[] = [];
  const open = () => ids.filter((id) => !arrived.includes(id)).map((sampleId) => ({ sampleId }) as CheckItem);
  return {
    arrived,
    /** Lets the oldest answer that is under way arrive, or fail. */
    async settle(how: 'arrive' | 'fail' = 'arrive') {
      await expect.poll(() => held.length).toBeGreaterThan(0);
      held.shift()?.[how]();
    },
    server: {
      fetch: async () => open().slice(0, 3),
      send: ({ sampleId }: { sampleId: string }) =>
        new Promise<void>((done, fail) => {
          held.push({
            arrive() {
              arrived.push(sampleId);
              done();
            },
            fail: () => fail(new Error('no answer')),
          });
        }),
      takeBack: async () => void arrived.pop(),
    },
  };
}
const front = (line: ReturnType<typeof checkLine>) => line.state().items?.[0]?.sampleId;

test('a key pressed while the last answer is under way answers the next sample', async () => {
  const { server, arrived, settle } = slowServer(['a', 'b', 'c', 'd']);
  const line = checkLine(server);
  await line.refill();
  void line.say({ verdict: 'keep' });
  expect(front(line)).toBe('b');
  const both = line.say({ verdict: 'none' });
  expect(front(line)).toBe('c');
  expect(line.state().waiting).toBe(2);
  await settle();
  await settle();
  await both;
  expect(arrived).toEqual(['a', 'b']);
  // What was fetched ahead is none of what was answered meanwhile.
  expect(line.state().items?.map((i) => i.sampleId)).toEqual(['c', 'd']);
  expect(line.state().waiting).toBe(0);
});

test('an answer that fails brings its sample back, and the later ones still arrive', async () => {
  const { server, arrived, settle } = slowServer(['a', 'b', 'c']);
  const line = checkLine(server);
  await line.refill();
  void line.say({ verdict: 'keep' });
  const both = line.say({ verdict: 'keep' });
  await settle('fail');
  await settle();
  await both;
  expect(arrived).toEqual(['b']);
  expect(front(line)).toBe('a');
  expect(line.state().error).toBeInstanceOf(Error);
});

test('what is taken back waits for what was said, and comes up again', async () => {
  const { server, settle } = slowServer(['a', 'b']);
  const line = checkLine(server);
  await line.refill();
  void line.say({ verdict: 'keep' });
  const back = line.takeBack();
  await settle();
  await back;
  expect(line.state().items?.map((i) => i.sampleId)).toEqual(['a', 'b']);
});

test('the check ends when all have arrived, not before', async () => {
  const { server, settle } = slowServer(['a']);
  const line = checkLine(server);
  await line.refill();
  const last = line.say({ verdict: 'keep' });
  expect(line.state()).toMatchObject({ items: [], ended: false });
  await settle();
  await last;
  expect(line.state().ended).toBe(true);
});
