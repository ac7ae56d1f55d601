import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '#/server/domain/historyViews.ts';
import { aside, detailWords, kindName, told } from './words.ts';

const base = { id: 'x', at: '2026-01-01T00:00:00.000Z', by: 'Ann' };
const decision = {
  ...base,
  kind: 'decision',
  verdict: 'exclude',
  label: null,
  reason: 'duplicate',
  note: null,
  reading: 'second',
  bulk: false,
  late: true,
  source: null,
  guideline: 3,
  retracted: true,
} satisfies HistoryEntry;

describe('a sample’s history in words', () => {
  it.each<[HistoryEntry, string]>([
    [{ ...base, kind: 'import', file: 'a.csv', label: null }, 'Imported without a label'],
    [{ ...base, kind: 'doubted', round: 2, pGiven: 0.1, suggested: 'spam' }, 'Round 2 doubted it, suggesting spam'],
    [{ ...base, kind: 'served', queue: null, ended: 'skipped' }, 'A reader skipped it'],
    [decision, 'excluded: duplicate'],
    [{ ...base, kind: 'retract', of: 'y', reason: null, note: null }, 'Taken back'],
    [{ ...base, kind: 'event', what: 'class.merged', detail: {} }, 'class.merged'],
  ])('%#', (entry, words) => expect(told(entry)).toBe(words));

  it('says what else there is to know', () =>
    expect(aside(decision)).toBe(', second reading, after its lease, guideline 3, taken back'));
});

it('details leave out what is not there', () =>
  expect(detailWords({ number: 1, note: null, filter: { given: 'a' } })).toBe('number: 1, filter: {"given":"a"}'));

it.each([
  ['decision', 'Decisions'],
  ['decision.none', 'no label fits'],
  ['decision.retract', 'taken back'],
  ['something.new', 'something.new'],
])('the kind %s is called “%s”', (kind, name) => expect(kindName(kind)).toBe(name));
