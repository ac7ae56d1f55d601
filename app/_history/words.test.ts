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
  shown: 'plain',
  bulk: null,
  verifies: null,
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
    [
      { ...base, kind: 'event', what: 'comment.edited', detail: { comment: 3, before: 'spam?' } },
      'Edited a comment. It said: “spam?”',
    ],
    [
      { ...base, kind: 'comment', text: '', reply: true, edited: true, deleted: true },
      'Replied; the words were deleted',
    ],
  ])('%#', (entry, words) => expect(told(entry)).toBe(words));

  it('says what else there is to know', () =>
    expect(aside(decision)).toBe(
      ', as a second reader, who was not told of the first, without being shown the suggestion, after its lease had run out, under guideline 3, taken back later',
    ));

  it.each<[Partial<typeof decision> | Record<string, unknown>, string]>([
    [{ reading: 'reading' }, ''],
    [{ reading: 'gold' }, ', to check the reader: a lead had decided before, and this changes nothing'],
    [{ reading: 'adjudication' }, ', as a lead, above all readings'],
    [{ shown: 'blind' }, ', without being told which label was given'],
    [{ bulk: 4 }, ', for many at once, in bulk 4: nobody looked at this one by itself'],
    [{ verifies: 4 }, ', drawn to check bulk 4'],
    [{ source: 'retacred.json' }, ', from the patch retacred.json'],
  ])('of a reading that is %o', (more, words) => {
    const usual = { reading: 'reading', shown: null, late: false, guideline: null, retracted: false };
    expect(aside({ ...decision, ...usual, ...more } as HistoryEntry)).toBe(words);
  });
});

it('details leave out what is not there', () =>
  expect(detailWords({ number: 1, note: null, filter: { given: 'a' } })).toBe('number: 1, filter: {"given":"a"}'));

it.each([
  ['decision', 'Decisions'],
  ['decision.none', 'no label fits'],
  ['decision.retract', 'taken back'],
  ['something.new', 'something.new'],
])('the kind %s is called “%s”', (kind, name) => expect(kindName(kind)).toBe(name));
