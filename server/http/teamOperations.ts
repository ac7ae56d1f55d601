import { agreementView } from '#/server/services/agreement/view.ts';
import { listConflicts } from '#/server/services/conflicts/list.ts';
import { type Operation, operation } from './operation.ts';

/** What a lead asks about readers. */
export const teamOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/datasets/{slug}/conflicts',
    summary: 'Samples that readers disagree about, with what each side says',
    answers: '`{total, items}`, longest waiting first, at most 50. Decide one by `POST /decisions` without a lease.',
    handle: ({ ctx, params }) => listConflicts({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'GET',
    path: '/datasets/{slug}/agreement',
    summary: 'How far readers agree, and how well each of them reads',
    answers:
      'Percent, alpha and kappas with 95% intervals, a line per reader, and where one more reading would tell most.',
    handle: ({ ctx, params }) => agreementView({ ctx, input: { slug: params.slug } }),
  }),
];
