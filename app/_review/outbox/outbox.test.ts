import { describe, expect, it } from 'vitest';
import type { DecisionInput, DecisionResult } from '#/server/domain/decision.ts';
import type { Courier, OutboxEntry } from './entry.ts';
import { nextParcel } from './entry.ts';
import { backoff, failureOf } from './failure.ts';
import { memoryStore } from './memory.ts';
import { createOutbox, type OutboxState } from './outbox.ts';

class Refusal extends Error {
  readonly status: number | undefined;
  constructor(status: number | undefined) {
    super(`status ${status}`);
    this.status = status;
  }
}

const decision = (clientKey: string): OutboxEntry['sent'] => ({
  kind: 'decision',
  decision: { clientKey, sampleId: '1', verdict: 'keep', leaseId: 'l' },
});

/** A server that can be down, remembers every clientKey it took, and a clock that only moves when told. */
function world(store = memoryStore(), user = 'mira') {
  const taken: string[] = [];
  const parcels: number[] = [];
  const states: OutboxState[] = [];
  const results: DecisionResult[] = [];
  const delays: number[] = [];
  const server = { down: undefined as number | 'offline' | undefined, refuses: new Set<string>() };
  let due: (() => void) | null = null;
  const courier: Courier = {
    async decide(decisions: DecisionInput[]) {
      if (server.down !== undefined) throw new Refusal(server.down === 'offline' ? undefined : server.down);
      if (decisions.some((d) => server.refuses.has(d.clientKey))) throw new Refusal(422);
      parcels.push(decisions.length);
      return decisions.map((d): DecisionResult => {
        const known = taken.includes(d.clientKey);
        if (!known) taken.push(d.clientKey);
        return { clientKey: d.clientKey, status: known ? 'duplicate' : 'accepted' };
      });
    },
    async skip(leaseId) {
      if (server.down !== undefined) throw new Refusal(500);
      taken.push(`skip ${leaseId}`);
    },
  };
  const outbox = createOutbox({
    user,
    store,
    courier,
    lock: (work) => work(),
    judge: (e) => ({ failure: failureOf(e instanceof Refusal ? e.status : undefined), message: String(e) }),
    onState: (s) => states.push(s),
    onResults: (r) => results.push(...r),
    later: (run, ms) => {
      due = run;
      delays.push(ms);
      return () => {
        due = null;
      };
    },
  });
  return { outbox, server, taken, parcels, states, results, delays, store, tick: () => due?.() };
}

describe('the outbox', () => {
  it('delivers in order, skips between decisions', async () => {
    const w = world();
    await w.outbox.add(decision('first'));
    await w.outbox.add({ kind: 'skip', clientKey: 's', leaseId: 'l2', sampleId: '2' });
    await w.outbox.add(decision('second'));
    await w.outbox.deliver();
    expect(w.taken).toEqual(['first', 'skip l2', 'second']);
    expect(w.states.at(-1)).toEqual({ waiting: 0, state: 'saved' });
  });

  it('keeps everything through an offline hour and sends each once', async () => {
    const w = world();
    w.server.down = 'offline';
    for (let i = 0; i < 30; i++) await w.outbox.add(decision(`key-${i}`));
    await w.outbox.deliver();
    expect(w.states.at(-1)).toEqual({ waiting: 30, state: 'failing' });
    w.server.down = undefined;
    await w.outbox.deliver();
    expect(w.taken).toEqual(Array.from({ length: 30 }, (_, i) => `key-${i}`));
    expect(w.parcels).toEqual([20, 10]);
  });

  it('tries again by itself, at growing intervals', async () => {
    const w = world();
    w.server.down = 503;
    await w.outbox.add(decision('a'));
    await w.outbox.deliver();
    w.tick();
    await w.outbox.deliver();
    expect(w.delays.length).toBeGreaterThanOrEqual(2);
    expect(w.delays[1]).toBeGreaterThan(w.delays[0]);
  });

  it('survives a reload: a new page finds what the old one could not send', async () => {
    const before = world();
    before.server.down = 'offline';
    await before.outbox.add(decision('a'));
    await before.outbox.deliver();
    before.outbox.stop();
    const after = world(before.store);
    expect(await after.outbox.samples()).toEqual(new Set(['1']));
    await after.outbox.deliver();
    expect(after.taken).toEqual(['a']);
  });

  it('keeps answers when the session ended, and never sends them as someone else', async () => {
    const mira = world();
    mira.server.down = 401;
    await mira.outbox.add(decision('a'));
    await mira.outbox.deliver();
    expect(mira.states.at(-1)).toEqual({ waiting: 1, state: 'sign in' });
    const tomas = world(mira.store, 'tomas');
    await tomas.outbox.deliver();
    expect(tomas.taken).toEqual([]);
    mira.server.down = undefined;
    await mira.outbox.deliver();
    expect(mira.taken).toEqual(['a']);
  });

  it('lets one refused answer spoil no other and says so', async () => {
    const w = world();
    w.server.down = 'offline';
    for (const key of ['a', 'bad', 'c']) await w.outbox.add(decision(key));
    await w.outbox.deliver();
    w.server.down = undefined;
    w.server.refuses.add('bad');
    await w.outbox.deliver();
    expect(w.taken).toEqual(['a', 'c']);
    expect(w.results.find((r) => r.clientKey === 'bad')?.status).toBe('rejected');
    expect(w.states.at(-1)?.waiting).toBe(0);
  });
});

describe('an outbox that is left', () => {
  it('sends what was about to go and tries nothing again', async () => {
    const w = world();
    await w.outbox.add(decision('a'));
    w.outbox.stop();
    await w.outbox.deliver();
    expect(w.taken).toEqual(['a']);
    w.server.down = 503;
    await w.outbox.add(decision('b'));
    const tries = w.delays.length;
    await w.outbox.deliver();
    expect(w.delays).toHaveLength(tries);
    expect(w.states.at(-1)?.waiting).toBe(1);
  });
});

describe('parcels and failures', () => {
  it('never mix a skip with decisions nor change the order', () => {
    const entry = (seq: number, skip = false): OutboxEntry => ({
      seq,
      user: 'mira',
      sent: skip ? { kind: 'skip', clientKey: 's', leaseId: 'l', sampleId: '2' } : decision(`k${seq}`),
    });
    expect(nextParcel([entry(1), entry(2), entry(3, true), entry(4)]).map((e) => e.seq)).toEqual([1, 2]);
    expect(nextParcel([entry(3, true), entry(4)]).map((e) => e.seq)).toEqual([3]);
    expect(nextParcel([entry(1), entry(2), entry(3)], 2).map((e) => e.seq)).toEqual([1, 2]);
  });

  it('give up on nothing but a clear no', () => {
    expect([undefined, 500, 503, 429, 408].map(failureOf)).toEqual(Array(5).fill('again'));
    expect(failureOf(401)).toBe('sign in');
    expect([403, 404, 422].map(failureOf)).toEqual(Array(3).fill('refused'));
  });

  it('wait a second, then longer, at most half a minute', () => {
    expect([1, 2, 3, 20].map(backoff)).toEqual([1000, 2000, 4000, 30_000]);
  });
});
