import { describe, expect, it } from 'vitest';
import { ago, bytes, count, counted, duration, percent, wholePercent } from './figures.ts';

describe('figures in words', () => {
  it('groups thousands', () => expect(count(14021)).toBe('14,021'));

  it('shows shares with the precision they can bear', () => {
    expect([0, 0.0004, 0.034, 0.04, 0.0996, 0.61, 0.997, 1].map(percent)).toEqual([
      '0%',
      '<0.1%',
      '3.4%',
      '4%',
      '10%',
      '61%',
      '>99%',
      '100%',
    ]);
    expect([0, 0.002, 0.286].map(wholePercent)).toEqual(['0%', '<1%', '29%']);
  });

  it('picks the unit of a duration', () =>
    expect([84, 812, 12_400, 180_000].map(duration)).toEqual(['84\u00a0ms', '0.8\u00a0s', '12\u00a0s', '3\u00a0min']));

  it('picks the unit of a size', () =>
    expect([999, 1000, 12_345, 3_400_000, 9_990_000].map(bytes)).toEqual([
      '999 B',
      '1.0 kB',
      '12 kB',
      '3.4 MB',
      '10 MB',
    ]));

  it('says how long ago', () => {
    const now = Date.parse('2026-01-02T12:00:00Z');
    expect(
      ['2026-01-02T12:00:05Z', '2026-01-02T11:56:00Z', '2026-01-02T05:00:00Z', '2025-12-30T12:00:00Z'].map((t) =>
        ago(t, now),
      ),
    ).toEqual(['just now', '4\u00a0min ago', '7\u00a0h ago', '3\u00a0days ago']);
  });

  it('counts in singular and plural', () =>
    expect([counted(1, 'mail', 'mails'), counted(0, 'mail', 'mails')]).toEqual(['1 mail', '0 mails']));
});
