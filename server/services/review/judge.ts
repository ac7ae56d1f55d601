import { type DecisionEvent, foldDecisions, isSettled } from '#/server/domain/currentLabel.ts';
import type { DecisionInput, DecisionResult } from '#/server/domain/decision.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import type { LoggedEvent } from './log.ts';

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
}

/** What the transaction read under the dataset's lock. */
export interface Bench {
  userId: string;
  now: Date;
  /** Number of the log's last event. */
  seq: number;
  classes: ClassNames;
  given: Map<number, number | null>;
  log: LoggedEvent[];
  leases: LeaseRow[];
}

/** An event to store; temporary negative ids until the database gives one. */
export interface NewEvent extends LoggedEvent {
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
    });
    return { result: { clientKey, status: 'accepted' }, event, counts: false };
  }
  const sampleId = Number(input.sampleId);
  const given = bench.given.get(sampleId);
  if (given === undefined) return reject(`There is no sample ${input.sampleId}.`);
  const label = input.label === undefined ? null : bench.classes.indexOf(input.label);
  const takesLabel = input.verdict === 'relabel' || input.verdict === 'both';
  if (takesLabel && label === null)
    return reject(`“${input.label}” is not a class of this dataset; choose one of its classes.`);
  if (input.verdict === 'keep' && given === null)
    return reject('This sample has no given label to keep; choose a label.');
  if (input.verdict === 'both' && given === null)
    return reject('This sample has no given label, so there is no second one; choose a label.');
  if (input.verdict === 'both' && label === given)
    return reject('The second label is the given one; choose another, or keep.');
  // Choosing the label it has is keeping it: one wording for one fact.
  const verdict = input.verdict === 'relabel' && label === given ? 'keep' : input.verdict;
  const lease = leaseFor(bench, input, sampleId);
  const late = !lease || lease.ended || lease.expired;
  const retracted = new Set(log.map((e) => e.retracts));
  const answered = log.some(
    (e) => e.sampleId === sampleId && e.userId === userId && e.verdict !== 'retract' && !retracted.has(e.id),
  );
  const before = foldDecisions(
    log.filter((e) => e.sampleId === sampleId && e.userId !== userId),
    given,
  );
  const event = append(bench, {
    ...input,
    sampleId,
    verdict,
    label: verdict === 'relabel' || verdict === 'both' ? label : null,
    retracts: null,
    lease,
    late,
  });
  if (!late) return { result: { clientKey, status: 'accepted' }, event, counts: true };
  if (answered) return { result: { clientKey, status: 'late', message: again }, event, counts: false };
  if (isSettled(before?.status))
    return { result: { clientKey, status: 'late', message: second }, event, counts: false };
  const elsewhere = bench.leases.some(
    (l) => Number(l.sample_id) === sampleId && l.user_id !== userId && !l.ended && !l.expired,
  );
  return { result: { clientKey, status: 'late', message: elsewhere ? passedOn : gone }, event, counts: true };
}

/** The reader's open lease on the sample if there is one, else the ended one they name. */
function leaseFor(bench: Bench, input: DecisionInput, sampleId: number): LeaseRow | null {
  const mine = bench.leases.filter((l) => l.user_id === bench.userId && Number(l.sample_id) === sampleId);
  return mine.find((l) => !l.ended && !l.expired) ?? mine.find((l) => l.id === input.leaseId) ?? null;
}

type Said = Omit<DecisionInput, 'sampleId' | 'verdict' | 'label'> &
  Pick<DecisionEvent, 'verdict' | 'label' | 'retracts' | 'late'> & { sampleId: number; lease: LeaseRow | null };

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
  };
  bench.log.push(event);
  // An answered lease is over: a second answer through it is a correction of one's own.
  if (said.lease && !said.late) said.lease.ended = true;
  return event;
}
