import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditForOnePoint, estimateErrors, type Stratum } from './errorEstimate.ts';

const stratum: fc.Arbitrary<Stratum> = fc
  .record({
    samples: fc.integer({ min: 1, max: 5000 }),
    doubt: fc.double({ min: 0, max: 1, noNaN: true }),
    a: fc.nat(5000),
    aw: fc.nat(5000),
    s: fc.nat(5000),
    f: fc.nat(5000),
  })
  .map(({ samples, doubt, a, aw, s, f }) => {
    const settled = Math.min(samples, Math.max(s, a));
    const audited = Math.min(a, settled);
    const found = Math.min(f, settled);
    return { samples, doubt, audited, auditedWrong: Math.min(aw, audited, found), settled, found };
  });

test('property: first = found + remaining, within what is possible', () => {
  fc.assert(
    fc.property(fc.array(stratum, { minLength: 1, maxLength: 6 }), (strata) => {
      const { first, found, remaining } = estimateErrors(strata);
      const open = strata.reduce((n, s) => n + s.samples - s.settled, 0);
      for (const k of ['value', 'low', 'high'] as const) expect(first[k]).toBe(found + remaining[k]);
      expect(remaining.low).toBeGreaterThanOrEqual(0);
      expect(remaining.low).toBeLessThanOrEqual(remaining.value);
      expect(remaining.value).toBeLessThanOrEqual(remaining.high + 1e-9);
      expect(remaining.high).toBeLessThanOrEqual(open);
    }),
  );
});

test('all settled: nothing remains, exactly', () => {
  const one = { samples: 100, doubt: 0.5, audited: 10, auditedWrong: 3, settled: 100, found: 31 };
  expect(estimateErrors([one])).toEqual({
    first: { value: 31, low: 31, high: 31 },
    found: 31,
    remaining: { value: 0, low: 0, high: 0 },
  });
});

test('no audit: as wide as ignorance', () => {
  const { remaining } = estimateErrors([
    { samples: 100, doubt: 0.1, audited: 0, auditedWrong: 0, settled: 0, found: 0 },
  ]);
  expect(remaining.value).toBeCloseTo(10);
  expect(remaining).toMatchObject({ low: 0, high: 100 });
});

test('coverage: of 400 simulated audits the interval holds the truth in at least 93%, also where the doubt is wrong', () => {
  let state = 7;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (const { bias, audit } of [
    { bias: 1, audit: 100 },
    { bias: 0.3, audit: 200 },
    { bias: 2, audit: 60 },
  ]) {
    let held = 0;
    for (let run = 0; run < 400; run++) {
      const strata: Stratum[] = [];
      let truth = 0;
      for (const { samples, share } of [
        { samples: 3600, share: 0.01 },
        { samples: 300, share: 0.2 },
        { samples: 100, share: 0.8 },
      ]) {
        // People have gone through four fifths of the most doubtful, besides the audit.
        const all = Array.from({ length: samples }, () => {
          const audited = random() < audit / 4000;
          return { wrong: random() < share, audited, settled: audited || (share > 0.5 && random() < 0.8) };
        });
        const count = (of: (s: (typeof all)[number]) => boolean) => all.filter(of).length;
        truth += count((s) => s.wrong);
        strata.push({
          samples,
          doubt: Math.min(1, share * bias),
          audited: count((s) => s.audited),
          auditedWrong: count((s) => s.audited && s.wrong),
          settled: count((s) => s.settled),
          found: count((s) => s.settled && s.wrong),
        });
      }
      const { first } = estimateErrors(strata);
      if (first.low <= truth && truth <= first.high) held++;
    }
    expect(held / 400).toBeGreaterThanOrEqual(0.93);
  }
});

test('answers needed for a point fall as they come in', () => {
  const at = (audited: number) =>
    auditForOnePoint([
      { samples: 10_000, doubt: 0.05, audited, auditedWrong: audited / 20, settled: audited, found: 0 },
    ]);
  expect(at(100)).toBeGreaterThan(at(1000));
  expect(at(4000)).toBe(0);
});
