import { describe, expect, it } from 'vitest';
import type { RoundNews } from '#/server/domain/views.ts';
import { decisionInWords, deliveryInWords, roundInWords, sampleAloud } from './announcements.ts';
import { testItem } from './fixture.ts';
import type { Past } from './session.ts';
import { toRetraction, toSent } from './toSent.ts';

const past = (more: Partial<Past>): Past => ({
  clientKey: 'a',
  sampleId: '1',
  verdict: 'keep',
  label: null,
  reason: null,
  givenLabel: '7',
  item: null,
  delivery: 'saved',
  message: null,
  ...more,
});

const round: RoundNews = {
  number: 7,
  trigger: 'batch',
  state: 'published',
  samples: 14_021,
  diff: { doubted: 31, cleared: 212 },
  milliseconds: 812,
};

describe('words', () => {
  it('read a correction as an erratum', () => {
    expect(decisionInWords(past({ verdict: 'relabel', label: '1' }))).toBe('For `7` read `1`.');
    expect(decisionInWords(past({ verdict: 'exclude', reason: 'duplicate' }))).toBe('Left out: duplicate.');
  });

  it('say of a late answer that it is a second reading, and of a rejected one why', () => {
    expect(deliveryInWords(past({ delivery: 'late' }))).toContain('second reading');
    expect(deliveryInWords(past({ delivery: 'rejected', message: 'There is no class 8.' }))).toBe(
      'Not counted. There is no class 8.',
    );
    expect(deliveryInWords(past({ delivery: 'kept' }))).toBe('');
  });

  it('say what a round changed', () => {
    expect(roundInWords(round)).toEqual({
      line: 're-scored 14,021 samples in 0.8\u00a0s',
      small: '31 newly doubted, 212 cleared',
    });
    expect(roundInWords({ ...round, state: 'failed', number: 8 }).small).toBe('Round 7 scores still stand.');
  });

  it('tell a screen reader the verdict, then the next labels', () => {
    expect(sampleAloud(testItem('2'), past({ verdict: 'relabel', label: '1' }))).toBe(
      'For 7 read 1. Next sample. Given ham, suggested spam.',
    );
    expect(sampleAloud(testItem('2', { suggested: null }), undefined)).toBe('Next sample. Given ham.');
  });
});

describe('what goes to the server', () => {
  it('carries the answer and its time in whole milliseconds', () => {
    const sent = toSent(testItem('1'), { verdict: 'exclude', reason: 'broken', note: '' }, 'key', 812.6);
    expect(sent).toEqual({
      kind: 'decision',
      decision: {
        leaseId: 'lease-1',
        sampleId: '1',
        verdict: 'exclude',
        reason: 'broken',
        clientKey: 'key',
        milliseconds: 813,
      },
    });
  });

  it('retracts a decision by its key, and nothing that the server never counted', () => {
    expect(toRetraction(past({}), 'undo')).toMatchObject({
      decision: { verdict: 'retract', of: 'a', clientKey: 'undo' },
    });
    expect(toRetraction(past({ verdict: 'skip' }), 'undo')).toBeNull();
    expect(toRetraction(past({ delivery: 'rejected' }), 'undo')).toBeNull();
  });
});
