import { expect, it } from 'vitest';
import type { ClassDetail } from '#/server/domain/classViews.ts';
import { draftFor, kindsFor, operationOf } from './draft.ts';

const ham: ClassDetail = {
  index: 0,
  name: 'ham',
  description: null,
  colour: null,
  hotKey: '0',
  state: 'open',
  into: null,
  former: [],
  given: 1,
  current: 1,
  decisions: 0,
};

it('an untouched form changes nothing', () => {
  for (const kind of kindsFor(ham))
    if (kind !== 'archive') expect(operationOf({ ...draftFor(ham), kind }, ham)).toBeNull();
});

it('a form becomes the operation it says', () => {
  const draft = {
    ...draftFor(ham),
    name: ' lean ',
    into: 'spam',
    parts: 'one\n\n two ',
    colour: '#ffffff',
    hotKey: '',
  };
  expect(operationOf({ ...draft, kind: 'rename' }, ham)).toEqual({ kind: 'rename', class: 'ham', to: 'lean' });
  expect(operationOf({ ...draft, kind: 'merge' }, ham)).toEqual({ kind: 'merge', class: 'ham', into: 'spam' });
  expect(operationOf({ ...draft, kind: 'split' }, ham)).toMatchObject({ into: [{ name: 'one' }, { name: 'two' }] });
  expect(operationOf({ ...draft, kind: 'split', parts: 'one' }, ham)).toBeNull();
  expect(operationOf({ ...draft, kind: 'hotKey' }, ham)).toEqual({ kind: 'hotKey', class: 'ham', hotKey: null });
  expect(operationOf({ ...draftFor(null), name: 'new' }, null)).toEqual({
    kind: 'add',
    name: 'new',
    description: null,
  });
});
