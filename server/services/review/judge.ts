import { type DecisionEvent, foldDecisions, isSettled, standing } from '#/server/domain/currentLabel.ts';
import type { DecisionInput, DecisionResult } from '#/server/domain/decision.ts';
import { readPolicy, type StoredPolicy } from '#/server/domain/queuePolicy.ts';
import type { ReadingKind } from '#/server/domain/reading.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { type Asking, asking, nothingAsked } from './asking.ts';
import type { LoggedEvent } from './log.ts';
import { readAnswer } from './readAnswer.ts';

export interface LeaseRow {
  id: string;
  sample_id: string;
  user_id: string;
  queue_id: number;
  round_id: number;
  audit: boolean;
  plain: boolean;
  ended: boolean;
  expired: boolean;
  kind: ReadingKind;
  blind: boolean;
  suggested_class: number | null;
  /** Of its queue; null where that is gone. */
  policy: StoredPolicy | null;
}

/** What the transaction read under the dataset's lock. */
export interface Bench {
  userId: string;
  now: Date;
  /** May decide conflicts. */
  leads: boolean;
  /** Number of the log's last event. */
  seq: number;
  classes: ClassNames;
  given: Map<number, number | null>;
  log: LoggedEvent[];
  leases: LeaseRow[];
}

/** An event to store; temporary negative ids until the database gives one. */
export interface NewEvent extends Omit<LoggedEvent, keyof Asking>, Asking {
  lease: LeaseRow | null;
  note: string | null;
  milliseconds: number | null;
}

export interface Judged {
  result: DecisionResult;
  event: NewEvent | null;
  /** It counts towards the next round. */
  counts: boolean;
}

const second = 'Someone else answered too; yours is saved as a second reading.';
const gone = 'Your hold on this sample had run out; nobody else had answered, so your answer counts.';
const passedOn =
  'Your hold on this sample had run out and it went to another reader; yours is saved and counts until they answer.';
const again = 'You had answered this sample already; this answer replaces the earlier one.';

/** Judges decisions in order against the log, and extends the log by what is to be stored. Pure; changes only `bench`. */
export function judge(bench: Bench, input: DecisionInput): Judged {
  const { userId, log } = bench;
  const clientKey = input.clientKey;
  const reject = (message: string): Judged => ({
    result: { clientKey, status: 'rejected', message },
    event: null,
    counts: false,
  });
  const duplicate: Judged = { result: { clientKey, status: 'duplicate' }, event: null, counts: false };
  if (log.some((e) => e.userId === userId && e.clientKey === clientKey)) return duplicate;
  if (input.verdict === 'retract') {
    const target = log.find((e) => e.userId === userId && e.clientKey === input.of && e.verdict !== 'retract');
    if (!target) return reject(`You have no decision with the clientKey “${input.of}”, so there is nothing to undo.`);
    if (log.some((e) => e.retracts === target.id)) return duplicate;
    if (target.sampleId !== Number(input.sampleId))
      return reject('The decision to undo is about another sample; send its sampleId.');
    const event = append(bench, {
      ...input,
      sampleId: target.sampleId,
      label: null,
      retracts: target.id,
      lease: null,
      late: false,
      ...nothingAsked,
    });
    return { result: { clientKey, status: 'accepted' }, event, counts: false };
  }
  const sampleId = Number(input.sampleId);
  const given = bench.given.get(sampleId);
  if (given === undefined) return reject(`There is no sample ${input.sampleId}.`);
  const ofSample = log.filter((e) => e.sampleId === sampleId);
  const adjudicates = bench.leads && isForLead(ofSample, given);
  const lease = leaseFor(bench, input, sampleId);
  const policy = readPolicy(lease?.policy ?? {});
  const shown = { blind: lease?.blind ?? false, suggestedClass: lease?.suggested_class ?? null };
  const answer = readAnswer(input, { classes: bench.classes, given, policy, shown, adjudicates });
  if ('refused' in answer) return reject(answer.refused);
  const late = !adjudicates && (!lease || lease.ended || lease.expired);
  const retracted = new Set(log.map((e) => e.retracts));
  const own = ofSample.filter((e) => e.userId === userId && e.verdict !== 'retract' && !retracted.has(e.id));
  const answered = own.length > 0;
  const before = foldDecisions(
    ofSample.filter((e) => e.userId !== userId),
    given,
  );
  const kind = adjudicates ? 'adjudication' : (lease?.kind ?? 'reading');
  const event = append(bench, {
    ...input,
    ...answer,
    sampleId,
    retracts: null,
    lease,
    // A correction of an answer that came in time takes that answer's seat.
    late: late && !own.some((e) => !e.late),
    ...asking(sampleId, answer.verdict, kind, policy),
  });
  if (kind === 'gold') return { result: { clientKey, status: late ? 'late' : 'accepted' }, event, counts: false };
  if (!late) return { result: { clientKey, status: 'accepted' }, event, counts: true };
  if (answered) return { result: { clientKey, status: 'late', message: again }, event, counts: false };
  if (isSettled(before?.status))
    return { result: { clientKey, status: 'late', message: second }, event, counts: false };
  const elsewhere = bench.leases.some(
    (l) => Number(l.sample_id) === sampleId && l.user_id !== userId && !l.ended && !l.expired,
  );
  return { result: { clientKey, status: 'late', message: elsewhere ? passedOn : gone }, event, counts: true };
}

/** Readers disagree about it, or a lead has decided it before and may change their mind. */
function isForLead(ofSample: LoggedEvent[], given: number | null): boolean {
  return (
    foldDecisions(ofSample, given)?.consensus === 'conflict' ||
    standing(ofSample).some((e) => e.kind === 'adjudication')
  );
}

/** The reader's open lease on the sample if there is one, else the ended one they name. */
function leaseFor(bench: Bench, input: DecisionInput, sampleId: number): LeaseRow | null {
  const mine = bench.leases.filter((l) => l.user_id === bench.userId && Number(l.sample_id) === sampleId);
  return mine.find((l) => !l.ended && !l.expired) ?? mine.find((l) => l.id === input.leaseId) ?? null;
}

type Said = Omit<DecisionInput, 'sampleId' | 'verdict' | 'label'> &
  Pick<DecisionEvent, 'verdict' | 'label' | 'retracts' | 'late'> & {
    sampleId: number;
    lease: LeaseRow | null;
  } & Asking;

function append(bench: Bench, said: Said): NewEvent {
  bench.seq += 1;
  const event: NewEvent = {
    id: -bench.seq,
    seq: bench.seq,
    sampleId: said.sampleId,
    userId: bench.userId,
    verdict: said.verdict,
    label: said.label,
    reason: said.verdict === 'exclude' ? (said.reason ?? null) : null,
    retracts: said.retracts,
    late: said.late,
    bulk: false,
    at: bench.now,
    leaseId: said.lease?.id ?? null,
    clientKey: said.clientKey,
    lease: said.lease,
    note: said.note?.trim() || null,
    milliseconds: said.milliseconds ?? null,
    kind: said.kind,
    asked: said.asked,
    agree: said.agree,
    secondShare: said.secondShare,
    secondDrawn: said.secondDrawn,
    queueId: said.lease?.queue_id ?? null,
    audit: said.lease?.audit ?? false,
  };
  bench.log.push(event);
  // An answered lease is over: a second answer through it is a correction of one's own.
  if (said.lease && !said.late) said.lease.ended = true;
  return event;
}
