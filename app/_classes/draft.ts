import type { ClassOperation } from '#/server/domain/classOperations.ts';
import type { ClassDetail } from '#/server/domain/classViews.ts';

export type Kind = ClassOperation['kind'];

/** What the form of an operation holds; each kind uses some of it. */
export interface Draft {
  kind: Kind;
  name: string;
  description: string;
  colour: string;
  hotKey: string;
  into: string;
  /** One name a line. */
  parts: string;
}

export const kindNames: Record<Kind, string> = {
  add: 'Add',
  rename: 'Rename',
  describe: 'Describe',
  colour: 'Colour',
  hotKey: 'Key',
  merge: 'Merge into another',
  split: 'Split into parts',
  archive: 'Archive',
  restore: 'Restore',
};

/** What can be done with a class as it is. */
export function kindsFor(of: ClassDetail | null): Kind[] {
  if (of === null) return ['add'];
  if (of.state === 'open') return ['rename', 'describe', 'colour', 'hotKey', 'merge', 'split', 'archive'];
  return of.state === 'archived' ? ['rename', 'describe', 'restore'] : ['rename', 'describe'];
}

export function draftFor(of: ClassDetail | null): Draft {
  return {
    kind: kindsFor(of)[0] ?? 'add',
    name: of?.name ?? '',
    description: of?.description ?? '',
    colour: of?.colour ?? '',
    hotKey: of?.hotKey ?? '',
    into: '',
    parts: '',
  };
}

/** The operation a form stands for; null while something it needs is missing, or nothing would change. */
export function operationOf(draft: Draft, of: ClassDetail | null): ClassOperation | null {
  const name = draft.name.trim();
  const about = draft.description.trim() || null;
  if (of === null) return name ? { kind: 'add', name, description: about } : null;
  const it = { class: of.name };
  switch (draft.kind) {
    case 'add':
      return null;
    case 'rename':
      return name && name !== of.name ? { kind: 'rename', ...it, to: name } : null;
    case 'describe':
      return about === of.description ? null : { kind: 'describe', ...it, description: about };
    case 'colour':
      return (draft.colour || null) === of.colour ? null : { kind: 'colour', ...it, colour: draft.colour || null };
    case 'hotKey':
      return (draft.hotKey || null) === of.hotKey ? null : { kind: 'hotKey', ...it, hotKey: draft.hotKey || null };
    case 'merge':
      return draft.into ? { kind: 'merge', ...it, into: draft.into } : null;
    case 'split': {
      const parts = draft.parts.split('\n').flatMap((line) => (line.trim() ? [{ name: line.trim() }] : []));
      return parts.length > 1 ? { kind: 'split', ...it, into: parts } : null;
    }
    case 'archive':
      return { kind: 'archive', ...it };
    case 'restore':
      return { kind: 'restore', ...it };
  }
}
