import { agreeing, type QueuePolicy } from '#/server/domain/queuePolicy.ts';
import type { ReadingKind } from '#/server/domain/reading.ts';
import { secondReadingOf } from '#/server/domain/secondReading.ts';
import type { Verdict } from '#/server/domain/verdict.ts';

/** What was asked of a sample's readers when one of them answered; kept with the decision, so that the log alone says what it adds up to. */
export interface Asking {
  kind: ReadingKind;
  /** Readers, and how many of them have to say the same. */
  asked: number;
  agree: number;
  /** The chance of a blind second reading, and whether it was drawn. */
  secondShare: number;
  secondDrawn: boolean;
}

export const nothingAsked: Asking = { kind: 'reading', asked: 1, agree: 1, secondShare: 0, secondDrawn: false };

/** What a queue's policy asks for after this answer. */
export function asking(sampleId: number, verdict: Verdict, kind: ReadingKind, policy: QueuePolicy): Asking {
  if (kind === 'second') return { ...nothingAsked, kind, asked: 2, agree: 2 };
  if (kind !== 'reading') return { ...nothingAsked, kind };
  const second = secondReadingOf(sampleId, verdict, kind, policy);
  const { overlap } = policy;
  return { kind, asked: overlap, agree: agreeing(policy), secondShare: second.share, secondDrawn: second.drawn };
}
