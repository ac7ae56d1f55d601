import type { ClassView, ReviewItem } from '#/server/domain/views.ts';
import type { Past } from '../session/session.ts';

/** 'columns' and 'keys' have a digit per class; 'list' shows every class, 'pins' those at hand, the rest by search. */
export type Arrangement = 'columns' | 'keys' | 'list' | 'pins';

export function arrangementOf(classes: readonly ClassView[]): Arrangement {
  if (classes.length >= 20) return 'pins';
  if (classes.length > 10) return 'list';
  return classes.every((c) => [...c.name].length <= 2) ? 'columns' : 'keys';
}

export type LabelRole = 'given' | 'suggested' | null;

export function roleOf(item: ReviewItem, label: string): LabelRole {
  if (label === item.sample.givenLabel) return 'given';
  return label === item.suggestion?.label ? 'suggested' : null;
}

/** Labels this reader chose last, newest first, each once. */
export function lastUsed(past: readonly Past[], most = 5): string[] {
  const used = past.flatMap((p) => p.label ?? []).reverse();
  return [...new Set(used)].slice(0, most);
}

/** Given, suggested, then the last used ones: always in this order, with holes where one is missing. */
export function pinned(item: ReviewItem, used: readonly string[]): string[] {
  const first = [item.blind?.left, item.blind?.right, item.sample.givenLabel, item.suggestion?.label].filter(
    (l) => l !== null && l !== undefined,
  );
  return [...new Set([...first, ...used])];
}
