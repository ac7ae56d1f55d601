import type { ReviewItem } from '#/server/domain/views.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { Answer, Past } from './session.ts';

/** An answer as it goes to the server. `milliseconds` from the sample's paint to the key press. */
export function toSent(item: ReviewItem, answer: Answer, clientKey: string, milliseconds: number): OutboxEntry['sent'] {
  const { leaseId } = item;
  const sampleId = item.sample.id;
  if (answer.verdict === 'skip') return { kind: 'skip', clientKey, leaseId, sampleId };
  const { verdict, label, reason, note } = answer;
  const most = 86_400_000;
  return {
    kind: 'decision',
    decision: {
      leaseId,
      sampleId,
      verdict,
      clientKey,
      milliseconds: Math.min(most, Math.max(0, Math.round(milliseconds))),
      ...(label === undefined ? {} : { label }),
      ...(reason === undefined ? {} : { reason }),
      ...(note ? { note } : {}),
    },
  };
}

/** What takes a decision back; null where there is nothing the server would have to forget. */
export function toRetraction(past: Past, clientKey: string): OutboxEntry['sent'] | null {
  if (past.verdict === 'skip' || past.delivery === 'rejected') return null;
  return {
    kind: 'decision',
    decision: { sampleId: past.sampleId, verdict: 'retract', of: past.clientKey, clientKey },
  };
}
