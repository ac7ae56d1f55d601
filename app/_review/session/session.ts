import type { DecisionResult } from '#/server/domain/decision.ts';
import type { ExcludeReason, Verdict } from '#/server/domain/verdict.ts';
import type { PastDecision, ReviewItem } from '#/server/domain/views.ts';

/** What a reader answered; a skip is no decision. */
export type Answer = { verdict: Verdict; label?: string; reason?: ExcludeReason; note?: string } | { verdict: 'skip' };

export interface Past {
  clientKey: string;
  sampleId: string;
  verdict: Verdict | 'skip';
  label: string | null;
  reason: ExcludeReason | null;
  givenLabel: string | null;
  /** What was on the screen; null for a decision taken before this page was opened. */
  item: ReviewItem | null;
  delivery: 'kept' | 'saved' | 'late' | 'rejected';
  /** The server's sentence on a late or rejected decision. */
  message: string | null;
}

/** One reader's sitting at one queue. Everything on the review screen that is not a panel being open. */
export interface Session {
  current: ReviewItem | null;
  /** Leased samples that come next, first one first. */
  buffer: ReviewItem[];
  /** This reader's answers, oldest first; undo takes them back from the end. */
  past: Past[];
  /** Verdicts of this reader since the last round, for the ruler, oldest first. A skip is none. */
  marks: { clientKey: string | null; verdict: Verdict }[];
  /** The server had nothing more to give when last asked. */
  exhausted: boolean;
}

export type Step =
  | { type: 'started'; past: PastDecision[]; marks: Verdict[] }
  | { type: 'loaded'; items: ReviewItem[]; elsewhere: ReadonlySet<string> }
  | { type: 'opened'; item: ReviewItem }
  | { type: 'answered'; answer: Answer; clientKey: string }
  | { type: 'undone'; clientKey: string }
  | { type: 'settled'; results: DecisionResult[] }
  | { type: 'ruled'; marks: Verdict[]; alsoMine: ReadonlySet<string> }
  | { type: 'renewed'; leaseIds: ReadonlySet<string>; expiresAt: string }
  | { type: 'leased'; sampleId: string; leaseId: string; expiresAt: string }
  | { type: 'reopened' }
  | { type: 'lapsed'; now: number };

export const emptySession: Session = { current: null, buffer: [], past: [], marks: [], exhausted: false };

export function advance(session: Session, step: Step): Session {
  switch (step.type) {
    case 'started':
      return started(session, step.past, step.marks);
    case 'loaded':
      return loaded(session, step.items, step.elsewhere);
    case 'opened':
      return opened(session, step.item);
    case 'answered':
      return answered(session, step.answer, step.clientKey);
    case 'undone':
      return undone(session, step.clientKey);
    case 'settled':
      return settled(session, step.results);
    case 'ruled':
      return ruled(session, step.marks, step.alsoMine);
    case 'renewed':
      return renewed(session, step.leaseIds, step.expiresAt);
    case 'leased':
      return leased(session, step.sampleId, step);
    case 'reopened':
      return { ...session, exhausted: false };
    case 'lapsed':
      return lapsed(session, step.now);
  }
}

/** Decisions of earlier pages come before those of this one, which may have been quicker than the server's answer. */
function started(session: Session, earlier: PastDecision[], marks: Verdict[]): Session {
  const known = new Set(session.past.map((p) => p.clientKey));
  const past = earlier
    .filter((d) => !known.has(d.clientKey))
    .map((d): Past => ({ ...d, reason: null, item: null, delivery: 'saved', message: null }));
  return {
    ...session,
    past: [...past, ...session.past],
    marks: [...marks.map(anonymous), ...session.marks.filter((m) => m.clientKey !== null)],
  };
}

/**
 * Adds what the server leased. `elsewhere` names samples answered but not yet delivered: the server may hand them out
 * again. Nothing new among them means that the queue is, for now, at its end.
 */
function loaded(session: Session, items: ReviewItem[], elsewhere: ReadonlySet<string>): Session {
  const here = new Set([session.current, ...session.buffer].map((i) => i?.sample.id));
  const undelivered = new Set(session.past.filter((p) => p.delivery === 'kept').map((p) => p.sampleId));
  // What was answered while the request was under way is still held in its answer.
  const answered = new Set(session.past.flatMap((p) => (p.item && p.delivery !== 'rejected' ? [p.item.leaseId] : [])));
  const fresh = items.filter(
    ({ leaseId, sample: { id } }) =>
      !here.has(id) && !undelivered.has(id) && !elsewhere.has(id) && !answered.has(leaseId),
  );
  return take({
    ...session,
    buffer: [...session.buffer, ...fresh],
    exhausted: fresh.length === 0,
  });
}

function opened(session: Session, item: ReviewItem): Session {
  const waiting = [session.current, ...session.buffer].filter((i) => i !== null && i.sample.id !== item.sample.id);
  return { ...session, current: item, buffer: waiting.filter((i) => i !== null) };
}

function answered(session: Session, answer: Answer, clientKey: string): Session {
  const item = session.current;
  if (!item) return session;
  const entry: Past = {
    clientKey,
    sampleId: item.sample.id,
    verdict: answer.verdict,
    label: ('label' in answer && answer.label) || null,
    reason: ('reason' in answer && answer.reason) || null,
    givenLabel: item.sample.givenLabel,
    item,
    delivery: 'kept',
    message: null,
  };
  const marks = answer.verdict === 'skip' ? session.marks : [...session.marks, { clientKey, verdict: answer.verdict }];
  return take({ ...session, current: null, past: [...session.past, entry], marks });
}

/** Takes an answer back; its sample is the current one again, and the one that was waits first in line. */
function undone(session: Session, clientKey: string): Session {
  const entry = session.past.find((p) => p.clientKey === clientKey);
  if (!entry) return session;
  const rest: Session = {
    ...session,
    past: session.past.filter((p) => p !== entry),
    marks: withoutMark(session.marks, entry),
  };
  return entry.item ? opened(rest, entry.item) : rest;
}

/** The mark of an earlier page's decision has no key: it is then the last keyless one. */
function withoutMark(marks: Session['marks'], entry: Past): Session['marks'] {
  if (entry.verdict === 'skip') return marks;
  const at = marks.findLastIndex(
    (m) => m.clientKey === entry.clientKey || (entry.item === null && m.clientKey === null),
  );
  return at < 0 ? marks : marks.toSpliced(at, 1);
}

const deliveryOf = { accepted: 'saved', duplicate: 'saved', late: 'late', rejected: 'rejected' } as const;

/** A rejected decision did not count, so its mark goes. */
function settled(session: Session, results: DecisionResult[]): Session {
  const by = new Map(results.map((r) => [r.clientKey, r]));
  const past = session.past.map((p) => {
    const result = by.get(p.clientKey);
    return result ? { ...p, delivery: deliveryOf[result.status], message: result.message ?? null } : p;
  });
  const marks = session.marks.filter((m) => m.clientKey === null || by.get(m.clientKey)?.status !== 'rejected');
  // What was held for these answers is free again: a queue that gives a few at a time gives the next.
  return { ...session, past, marks, exhausted: session.exhausted && session.current === null };
}

/** A new round starts the ruler anew. `alsoMine` are the answers that the server's count cannot hold yet. */
function ruled(session: Session, marks: Verdict[], alsoMine: ReadonlySet<string>): Session {
  const own = session.marks.filter((m) => m.clientKey !== null && alsoMine.has(m.clientKey));
  return { ...session, marks: [...marks.map(anonymous), ...own] };
}

function renewed(session: Session, leaseIds: ReadonlySet<string>, expiresAt: string): Session {
  const renew = (item: ReviewItem) => (leaseIds.has(item.leaseId) ? { ...item, expiresAt } : item);
  return { ...session, buffer: session.buffer.map(renew), current: session.current && renew(session.current) };
}

/** A sample that undo brought back gets a fresh lease; nothing that is shown changes. */
function leased(session: Session, sampleId: string, lease: { leaseId: string; expiresAt: string }): Session {
  if (session.current?.sample.id !== sampleId) return session;
  return { ...session, current: { ...session.current, leaseId: lease.leaseId, expiresAt: lease.expiresAt } };
}

/** Samples whose lease ran out unseen go; the one being read stays, its answer is taken as late at worst. */
function lapsed(session: Session, now: number): Session {
  const buffer = session.buffer.filter((i) => Date.parse(i.expiresAt) > now);
  return buffer.length === session.buffer.length ? session : { ...session, buffer, exhausted: false };
}

function take(session: Session): Session {
  if (session.current || session.buffer.length === 0) return session;
  return { ...session, current: session.buffer[0], buffer: session.buffer.slice(1) };
}

const anonymous = (verdict: Verdict) => ({ clientKey: null, verdict });
