import { describe, expect, it } from 'vitest';
import { answerOf, choose } from './answers.ts';
import { testItem } from './fixture.ts';
import { advance, emptySession, type Session, type Step } from './session.ts';
import { heldLeases, renewalDelay, supplyFloor, supplyFor, wanted } from './supply.ts';

const nobody = new Set<string>();
const run = (session: Session, ...steps: Step[]) => steps.reduce(advance, session);
const load = (...ids: string[]): Step => ({
  type: 'loaded',
  items: ids.map((id) => testItem(id)),

  elsewhere: nobody,
});
const keep = (clientKey: string): Step => ({ type: 'answered', answer: { verdict: 'keep' }, clientKey });
const ids = (session: Session) => [session.current, ...session.buffer].map((i) => i?.sample.id);

describe('a session', () => {
  it('shows the first sample and moves on with every answer', () => {
    const s = run(emptySession, load('1', '2', '3'), keep('a'));
    expect(ids(s)).toEqual(['2', '3']);
    expect(s.past).toMatchObject([{ clientKey: 'a', sampleId: '1', verdict: 'keep', delivery: 'kept' }]);
    expect(s.marks).toEqual([{ clientKey: 'a', verdict: 'keep' }]);
  });

  it('puts no mark on the ruler for a skip', () => {
    const s = run(emptySession, load('1', '2'), { type: 'answered', answer: { verdict: 'skip' }, clientKey: 'a' });
    expect(s.marks).toEqual([]);
    expect(s.past).toHaveLength(1);
  });

  it('undoes back to its beginning, one sample at a time', () => {
    const decided = run(emptySession, load('1', '2', '3'), keep('a'), keep('b'));
    const back = run(decided, { type: 'undone', clientKey: 'b' }, { type: 'undone', clientKey: 'a' });
    expect(ids(back)).toEqual(['1', '2', '3']);
    expect(back.past).toEqual([]);
    expect(back.marks).toEqual([]);
  });

  it('undoes a decision of an earlier page without a sample to show', () => {
    const earlier = {
      clientKey: 'old',
      sampleId: '9',
      verdict: 'keep',
      label: null,
      givenLabel: 'ham',
      at: '',
    } as const;
    const s = run(emptySession, load('1'), { type: 'started', past: [earlier], marks: ['keep', 'unsure'] });
    const back = advance(s, { type: 'undone', clientKey: 'old' });
    expect(ids(back)).toEqual(['1']);
    expect(back.marks).toHaveLength(1);
    expect(ids(advance(back, { type: 'opened', item: testItem('9') }))).toEqual(['9', '1']);
  });

  it('takes no sample twice, whether shown, waiting, undelivered or waiting in another tab', () => {
    const s = run(emptySession, load('1', '2', '3'), keep('a'));
    const more = {
      type: 'loaded',
      items: ['1', '2', '3', '4', '5'].map((i) => testItem(i)),
      elsewhere: new Set(['5']),
    } as const;
    expect(ids(advance(s, more))).toEqual(['2', '3', '4']);
  });

  it('does not take up again what was answered and delivered while the request was under way', () => {
    const s = run(emptySession, load('1', '2'), keep('a'), {
      type: 'settled',
      results: [{ clientKey: 'a', status: 'accepted' }],
    });
    expect(ids(advance(s, load('1', '2', '3')))).toEqual(['2', '3']);
    // A later lease is the server's wish: somebody has taken the answer back.
    const again = { ...testItem('1'), leaseId: 'another' };
    expect(ids(advance(s, { type: 'loaded', items: [again], elsewhere: nobody }))).toEqual(['2', '1']);
  });

  it('knows the end of the queue, and that it is over when samples come', () => {
    const s = run(emptySession, load('1'), { type: 'loaded', items: [], elsewhere: nobody });
    expect(s.exhausted).toBe(true);
    expect(wanted(s)).toBe(0);
    expect(advance(s, load('2')).exhausted).toBe(false);
  });

  it('says what became of each decision', () => {
    const s = run(emptySession, load('1', '2', '3', '4'), keep('a'), keep('b'), keep('c'), {
      type: 'settled',
      results: [
        { clientKey: 'a', status: 'duplicate' },
        { clientKey: 'b', status: 'late', message: 'Someone else answered too.' },
        { clientKey: 'c', status: 'rejected', message: 'No such class.' },
      ],
    });
    expect(s.past.map((p) => p.delivery)).toEqual(['saved', 'late', 'rejected']);
    expect(s.past[2].message).toBe('No such class.');
    expect(s.marks.map((m) => m.clientKey)).toEqual(['a', 'b']);
  });

  it('starts the ruler anew with a round and keeps what the server has not counted', () => {
    const s = run(emptySession, load('1', '2', '3'), keep('a'), keep('b'));
    const next = advance(s, { type: 'ruled', marks: ['unsure'], alsoMine: new Set(['b']) });
    expect(next.marks.map((m) => m.verdict)).toEqual(['unsure', 'keep']);
  });

  it('counts no decision twice when a round is announced before the history has come', () => {
    const s = run(
      emptySession,
      { type: 'ruled', marks: ['keep'], alsoMine: nobody },
      { type: 'started', past: [], marks: ['keep'] },
    );
    expect(s.marks).toHaveLength(1);
  });

  it('lets waiting samples lapse, never the one being read', () => {
    const old = { expiresAt: '2020-01-01T00:00:00.000Z' };
    const items = [testItem('1', old), testItem('2', old), testItem('3')];
    const s = run(emptySession, { type: 'loaded', items, elsewhere: nobody });
    expect(ids(advance(s, { type: 'lapsed', now: Date.parse('2025-01-01T00:00:00Z') }))).toEqual(['1', '3']);
  });

  it('renews the leases it was told about', () => {
    const s = run(emptySession, load('1', '2'), {
      type: 'renewed',
      leaseIds: new Set(['lease-2']),
      expiresAt: 'later',
    });
    expect(s.buffer[0].expiresAt).toBe('later');
    expect(s.current?.expiresAt).not.toBe('later');
  });
});

describe('supply', () => {
  it('asks below the floor, up to the target, and holds the leases of all it has', () => {
    const many = (n: number) => run(emptySession, load(...Array.from({ length: n }, (_, i) => String(i + 1))));
    expect(wanted(many(supplyFloor + 1))).toBe(0);
    // One is shown; two answered ones still count as held on the server.
    const { target } = supplyFor(0);
    expect(wanted(many(supplyFloor), 2)).toBe(target + 1 + 2);
    expect(supplyFloor).toBeGreaterThanOrEqual(10);
    expect(heldLeases(many(2))).toEqual(['lease-1', 'lease-2']);
  });

  it('keeps as many more ready as can be answered while a request is under way, within what one may ask for', () => {
    const many = (n: number) => run(emptySession, load(...Array.from({ length: n }, (_, i) => String(i + 1))));
    expect(supplyFor(2700).floor).toBe(supplyFloor + 10);
    expect(wanted(many(supplyFloor + 5), 0, 2700)).toBe(supplyFor(2700).target + 1);
    expect(wanted(many(supplyFloor + 5), 0, 100)).toBe(0);
    expect(wanted(many(20), 3, 60_000)).toBe(50);
  });

  it('asks again at the end of a queue once answers have arrived', () => {
    const items = [testItem('1'), testItem('2')];
    const held = run(emptySession, { type: 'loaded', items, elsewhere: nobody });
    const end = run(held, { type: 'loaded', items, elsewhere: nobody });
    expect(wanted(end)).toBe(0);
    const said = run(end, { type: 'answered', answer: { verdict: 'keep' }, clientKey: 'a' });
    expect(wanted(said)).toBe(0);
    const results = [{ clientKey: 'a', status: 'accepted' as const }];
    expect(wanted(run(said, { type: 'settled', results }))).toBeGreaterThan(0);
  });

  it('renews after a third of the shortest lease', () => {
    const now = Date.parse('2025-01-01T00:00:00Z');
    const item = testItem('1', { expiresAt: '2025-01-01T00:01:30Z' });
    const s = run(emptySession, { type: 'loaded', items: [item], elsewhere: nobody });
    expect(renewalDelay(s, now)).toBe(30_000);
    expect(renewalDelay(emptySession, now)).toBe(120_000);
  });
});

describe('answers', () => {
  it('keep when the chosen label is the given one', () => {
    expect(choose(testItem('1'), 'ham')).toEqual({ verdict: 'keep' });
    expect(choose(testItem('1'), 'spam')).toEqual({ verdict: 'relabel', label: 'spam' });
  });

  it('refuse in words where a key has nothing to say', () => {
    expect(answerOf('accept', testItem('1', { suggested: null }))).toHaveProperty('refused');
    expect(answerOf('keep', testItem('1', { given: null }))).toHaveProperty('refused');
  });

  it('take the suggestion as the other of both, and ask where there is none', () => {
    expect(answerOf('both', testItem('1'))).toEqual({ verdict: 'both', label: 'spam' });
    expect(answerOf('both', testItem('1', { suggested: null }))).toBeNull();
  });
});
