import type { BarLink } from '#/app/_ui/Bar.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { roleHas } from '#/server/domain/capability.ts';
import { hasPictures } from '#/server/domain/pictures.ts';
import type { Task } from '#/server/domain/task.ts';
import type { MeView } from '#/server/domain/views.ts';

/** What the bar of a dataset offers a person: few places, some of several pages. */
export function sectionsOf(me: MeView, slug: string, task?: Task): BarLink[] {
  const queues = { href: paths.queues(slug), label: 'Queues' };
  const guidelines = { href: paths.guidelines(slug), label: 'Guidelines' };
  if (!roleHas(me.role, 'inspect')) return [queues, guidelines];
  const leads = roleHas(me.role, 'lead');
  const measured: BarLink[] = [
    ...(leads ? [{ href: paths.agreement(slug), label: 'Agreement' }] : []),
    { href: paths.benchmark(slug), label: 'Benchmark' },
    ...(task && hasPictures(task) ? [{ href: paths.questions(slug), label: 'Questions' }] : []),
  ];
  const settings = { href: paths.settings(slug), label: 'Settings' };
  return [
    { href: paths.dataset(slug), label: 'Overview' },
    leads ? { ...queues, pages: [queues, { href: paths.conflicts(slug), label: 'Conflicts' }] } : queues,
    { href: paths.samples(slug), label: 'Samples' },
    guidelines,
    measured.length > 1 ? { href: measured[0].href, label: 'Measure', pages: measured } : measured[0],
    { href: paths.exports(slug), label: 'Exports' },
    ...(leads
      ? [
          {
            ...settings,
            pages: [
              settings,
              { href: paths.classes(slug), label: 'Classes' },
              { href: paths.members(slug), label: 'People' },
              { href: paths.datasetLog(slug), label: 'Log' },
            ],
          },
        ]
      : []),
  ];
}
