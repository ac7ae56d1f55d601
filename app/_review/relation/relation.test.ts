import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ClassView, ReviewItem } from '#/server/domain/views.ts';
import { testItem } from '../session/fixture.ts';
import { relationChoices } from './choices.ts';
import { worded, writtenOut } from './wording.ts';

const entities = { subject: 'Nordlys Audio', object: 'Ingrid Solheim' };
const said = (label: string) =>
  writtenOut(label, entities)
    .map((p) => p.text)
    .join('');

describe('a label written out', () => {
  it('names both entities in their places', () => {
    expect(said('org:founded_by')).toBe('Nordlys Audio was founded by Ingrid Solheim');
    expect(writtenOut('org:founded_by', entities).map((p) => p.role)).toEqual(['subject', null, 'object']);
  });

  it('turns with the direction of a SemEval label', () => {
    expect(said('Product-Producer(e1,e2)')).toBe('Nordlys Audio is made by Ingrid Solheim');
    expect(said('Product-Producer(e2,e1)')).toBe('Ingrid Solheim is made by Nordlys Audio');
  });

  it('keeps the name of a label nobody worded', () => {
    expect(said('org:audited_by')).toBe('Nordlys Audio → audited by → Ingrid Solheim');
    expect(said('Audit(e2,e1)')).toBe('Ingrid Solheim → Audit → Nordlys Audio');
  });

  const names = new URL('../../../../shared/data/tacred/dev_prediction_labels.json', import.meta.url);
  it.skipIf(!existsSync(names))('knows every relation of TACRED', () => {
    const labels: string[] = JSON.parse(readFileSync(names, 'utf8'));
    expect(labels.filter((l) => l !== 'no_relation' && !worded.includes(l))).toEqual([]);
    for (const label of worded.filter((l) => l.includes(':')))
      expect(writtenOut(label, entities).filter((p) => p.role).length).toBe(2);
  });
});

describe('the labels offered', () => {
  const classes: ClassView[] = ['no_relation', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, index) => ({
    index,
    name,
    description: null,
    hotKey: null,
    colour: null,
    given: 1,
  }));
  const counted = (...labels: string[]) => labels.map((label, i) => ({ label, count: 50 - i }));
  const pairs = {
    negative: 'no_relation',
    pairs: [
      { subject: 'PERSON', object: 'DATE', labels: counted('g', 'a', 'gone') },
      { subject: 'PERSON', object: 'TITLE', labels: counted('a', 'b', 'c', 'd', 'e', 'f', 'g') },
    ],
  };
  const item = (object: string, given: string, suggested: string | null): ReviewItem => {
    const base = testItem('1', { given, suggested });
    const span = (start: number, type: string) => ({ start, end: start + 2, type });
    return {
      ...base,
      sample: {
        ...base.sample,
        content: {
          kind: 'relation',
          text: 'He sold it',
          subject: span(0, 'PERSON'),
          object: span(8, object),
          before: null,
          after: null,
          details: [],
        },
      },
    };
  };
  const offered = (i: ReviewItem) => relationChoices(i, pairs, classes)?.choices.map((c) => `${c.hotKey} ${c.label}`);

  it('go by the pair of types, digits fixed, the negative class on 0', () => {
    expect(offered(item('DATE', 'no_relation', 'a'))).toEqual(['1 g', '2 a', '0 no_relation']);
    expect(offered(item('DATE', 'a', 'no_relation'))).toEqual(['1 g', '2 a', '0 no_relation']);
  });

  it('are six at most, and what the sample brings in joins without a digit', () => {
    expect(offered(item('TITLE', 'g', 'h'))).toEqual([
      '1 a',
      '2 b',
      '3 c',
      '4 d',
      '5 e',
      '6 f',
      'null g',
      'null h',
      '0 no_relation',
    ]);
    expect(offered(item('NUMBER', 'a', null))).toEqual(['null a', '0 no_relation']);
    expect(relationChoices(testItem('1'), pairs, classes)).toBeNull();
  });
});
