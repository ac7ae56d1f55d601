import type { Route } from 'next';
import { count } from '#/app/_ui/figures.ts';
import { paths } from '#/app/_ui/paths.ts';
import { type Role, roleHas } from '#/server/domain/capability.ts';
import type { DatasetView } from '#/server/domain/views.ts';

/** "14,021 mails, 2 classes". */
export function sizeInWords(d: DatasetView): string {
  const samples = `${count(d.samples)} ${d.samples === 1 ? d.noun.one : d.noun.many}`;
  return d.classes.length > 0 ? `${samples}, ${d.classes.length} classes` : samples;
}

/** One sentence on where a dataset stands. */
export function standing(d: DatasetView): string {
  if (d.state === 'failed') return d.message ?? 'It failed.';
  if (d.state !== 'ready')
    return d.message ?? { importing: 'Importing.', encoding: 'Encoding.', scoring: 'Scoring.' }[d.state];
  if (d.message) return d.message;
  if (d.round === 0) return 'Waits for its first round.';
  return d.decisions === 0 ? 'Ready to review.' : `Round ${d.round}.`;
}

/** The button of a dataset's row: what one would do next. No address means: review its first queue. */
export function openerOf(d: DatasetView, role: Role): { label: string; href: Route | null } {
  if (d.state === 'ready' && roleHas(role, 'review')) return { label: 'Review', href: null };
  if (!roleHas(role, 'inspect')) return { label: 'Open', href: paths.queues(d.slug) };
  return { label: d.state === 'failed' ? 'See why' : 'Open', href: paths.dataset(d.slug) };
}
