import { expect, test } from 'vitest';
import { isHere } from '#/app/_ui/Bar.tsx';
import type { MeView } from '#/server/domain/views.ts';
import { sectionsOf } from './sections.ts';

const me = (role: MeView['role']): MeView => ({ id: 'u', name: 'A', email: 'a@example.org', role, demo: false });
const labels = (role: MeView['role'], task?: 'image' | 'text') => sectionsOf(me(role), 's', task).map((l) => l.label);

test('each role finds its places', () => {
  expect(labels('annotator')).toEqual(['Queues', 'Guidelines']);
  expect(labels('viewer', 'text')).toEqual(['Overview', 'Queues', 'Samples', 'Guidelines', 'Benchmark', 'Exports']);
  expect(labels('viewer', 'image')).toContain('Measure');
  expect(labels('lead', 'image')).toEqual([
    'Overview',
    'Queues',
    'Samples',
    'Guidelines',
    'Measure',
    'Exports',
    'Settings',
  ]);
});

test('a place is marked from each of its pages, and no other is', () => {
  const nav = sectionsOf(me('lead'), 's', 'image');
  const marked = (path: string) => nav.filter((l) => isHere(l, path)).map((l) => l.label);
  expect(marked('/d/s')).toEqual(['Overview']);
  expect(marked('/d/s/questions')).toEqual(['Measure']);
  expect(marked('/d/s/queues/12')).toEqual(['Queues']);
  expect(marked('/d/s/conflicts')).toEqual(['Queues']);
  expect(marked('/d/s/log')).toEqual(['Settings']);
});
