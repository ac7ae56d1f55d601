import { hasPictures } from '#/server/domain/pictures.ts';
import type { ColumnMap, ColumnRole, Task } from '#/server/domain/task.ts';

export type Roles = Record<string, ColumnRole>;

export const roleNames: Record<ColumnRole, string> = {
  text: 'Text',
  title: 'Title',
  image: 'Image',
  caption: 'Caption',
  label: 'Label',
  id: 'Id',
  split: 'Split',
  group: 'Group',
  show: 'Show only',
  ignore: 'Ignore',
};

const mayRepeat = (role: ColumnRole) => role === 'show' || role === 'ignore';

/** Roles a column may have for a task: pictures have no title, texts no image; a relation's own fields are known by their names. */
export const rolesFor = (task: Task): ColumnRole[] =>
  (Object.keys(roleNames) as ColumnRole[]).filter((r) => !unfit[task].includes(r));

const unfit: Record<Task, ColumnRole[]> = {
  text: ['image', 'caption'],
  image: ['text', 'title', 'caption'],
  'image-text': ['text', 'title'],
  relation: ['image', 'caption', 'title'],
};

/** The roles as the server guessed them. */
export function guessedRoles(columns: { name: string; role: string }[]): Roles {
  return Object.fromEntries(columns.map((c) => [c.name, c.role in roleNames ? (c.role as ColumnRole) : 'ignore']));
}

/** Gives a column a role. A role that only one column can have leaves its former holder, which is then only shown. */
export function withRole(roles: Roles, column: string, role: ColumnRole): Roles {
  const next = { ...roles, [column]: role };
  if (!mayRepeat(role))
    for (const other of Object.keys(roles)) if (other !== column && roles[other] === role) next[other] = 'show';
  return next;
}

/** The roles as `imports.start` wants them. */
export function columnMapOf(roles: Roles): ColumnMap {
  const map: ColumnMap = {};
  const show: string[] = [];
  for (const [column, role] of Object.entries(roles)) {
    if (role === 'show') show.push(column);
    else if (role !== 'ignore') map[role] = column;
  }
  if (show.length > 0) map.show = show;
  return map;
}

/** What is still missing before an import can start, as one sentence; null when nothing is. */
export function missingRole(roles: Roles, task: Task): string | null {
  const held = new Set(Object.values(roles));
  if (task === 'image-text' && !held.has('caption')) return 'Choose the column that holds the captions.';
  if (!held.has('label') && task !== 'image-text') return 'Choose the column that holds the labels.';
  if (task === 'text' && !held.has('text')) return 'Choose the column that holds the text.';
  if (hasPictures(task) && !held.has('image')) return 'Choose the column that holds the pictures.';
  return null;
}
