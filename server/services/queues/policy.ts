import { ErrataError } from '#/server/domain/error.ts';
import { agreeing, type QueuePolicy, queuePolicySchema, type StoredPolicy } from '#/server/domain/queuePolicy.ts';

/** @throws ErrataError bad_input for choices that contradict each other */
export function requirePolicy(stored: StoredPolicy): QueuePolicy {
  const policy = queuePolicySchema.parse(stored);
  if (policy.agree !== null && policy.agree > policy.overlap)
    throw new ErrataError(
      'bad_input',
      `${policy.agree} readers cannot say the same where ${policy.overlap} read; ask for more readers.`,
    );
  if (policy.blind && !(policy.verdicts.includes('keep') && policy.verdicts.includes('relabel')))
    throw new ErrataError(
      'bad_input',
      'A blind queue needs both keep and relabel: refusing one would tell which is which.',
    );
  if (policy.blind && policy.requireNoteOnChange)
    throw new ErrataError(
      'bad_input',
      'A blind queue cannot ask for a note on changes: asking would tell which is which.',
    );
  return policy;
}

/** How a queue is read, in one line under its name. */
export function describe(policy: QueuePolicy): string {
  const order = policy.order === 'random' ? 'In random order' : 'Most suspicious first';
  const readers =
    policy.overlap === 1 ? '' : `; ${policy.overlap} readers each, ${agreeing(policy)} of whom have to say the same`;
  return `${order}${policy.blind ? ', blind' : ''}${readers}.`;
}
