import { agreement } from './agreement.ts';
import type { Consensus, ReadingKind } from './reading.ts';
import type { Status, Verdict } from './verdict.ts';

/** One event of a sample's decision log. `label` is a class index; `retracts` the id of the decision taken back. */
export interface DecisionEvent {
  id: number;
  seq: number;
  userId: string;
  verdict: Verdict | 'retract';
  label: number | null;
  reason: string | null;
  retracts: number | null;
  late: boolean;
  /** Written for many samples at once; it counts only while nobody has settled the sample singly. */
  bulk?: boolean;
  /** Comes from an imported patch; like a bulk it counts only while nobody here has settled the sample singly. */
  imported?: boolean;
  at: Date;
  kind?: ReadingKind;
  /** Readers that the policy asked for at the time, and how many have to say the same; 1 where nothing is said. */
  asked?: number;
  agree?: number;
  /** It was drawn for a blind second reading. */
  secondDrawn?: boolean;
  /** The hidden audit drew the sample. */
  audit?: boolean;
  queueId?: number | null;
}

/** What a sample's decisions add up to. No state at all means unreviewed. */
export interface FoldedState {
  status: Exclude<Status, 'unreviewed'>;
  /** Class index now; null where no class fits, or where the given label stands and there is none. */
  currentClass: number | null;
  /** The second label of `both`. */
  otherClass: number | null;
  /** Whose decision settles it (or, while open, who answered last). */
  decidedBy: string;
  decidedAt: Date;
  /** Only a bulk decision settles it. */
  bulk: boolean;
  /** Only an imported patch settles it: nobody here has answered. */
  imported: boolean;
  /** Decisions that count: retracted, replaced and unconfirmed late ones left out. */
  decisions: number;
  /** Number of the latest event that counts. */
  lastSeq: number;
  consensus: Consensus;
  /** A second reader said the same, or a lead decided: only then is a changed label confirmed wrong. */
  confirmed: boolean;
  /** Seats for readers that the decisions ask for. */
  seats: number;
  /** The queue that asks one more reader out of its order: for a blind second reading, or to complete an audit draw. */
  secondQueue: number | null;
}

/** How readings are judged where the readers' policy is not to decide: an export chooses its own. */
export interface ConsensusRule {
  /** Readers of an overlap who have to say the same; undefined: as the policy asked. */
  agree?: number;
}

const saysTheSame = (a: DecisionEvent, b: DecisionEvent) => a.verdict === b.verdict && a.label === b.label;
const settles = (e: DecisionEvent) => e.verdict !== 'unsure';
/** Weighs less than a reader's own look at the sample. */
const isLight = (e: DecisionEvent) => e.bulk === true || e.imported === true;

/**
 * Each reader's latest decision that was not taken back, single ones and light ones apart, in the order of the log. A lead's
 * adjudication is beside their reading; an answer to gold is none.
 */
export function standing<E extends DecisionEvent>(events: readonly E[]): E[] {
  const retracted = new Set(events.filter((e) => e.verdict === 'retract').map((e) => e.retracts));
  const latest = { singly: new Map<string, E>(), light: new Map<string, E>(), adjudicated: new Map<string, E>() };
  for (const e of [...events].sort((a, b) => a.seq - b.seq)) {
    if (e.verdict === 'retract' || retracted.has(e.id) || e.kind === 'gold') continue;
    latest[e.kind === 'adjudication' ? 'adjudicated' : isLight(e) ? 'light' : 'singly'].set(e.userId, e);
  }
  return Object.values(latest)
    .flatMap((of) => [...of.values()])
    .sort((a, b) => a.seq - b.seq);
}

/**
 * The decisions that count. A late one counts once another reader says the same, or while nobody else has settled the
 * sample; of several late ones alone, the first counts. Those of a bulk or a patch count while no single one settles the sample.
 */
export function counting<E extends DecisionEvent>(events: readonly E[]): E[] {
  const all = standing(events);
  if (!all.some(isLight)) return punctual(all);
  const singly = punctual(all.filter((e) => !isLight(e)));
  return singly.some(settles) ? singly : punctual(all);
}

function punctual<E extends DecisionEvent>(all: E[]): E[] {
  let settled = all.some((e) => !e.late && settles(e));
  const kept: E[] = [];
  for (const e of all) {
    const confirmed = all.some((o) => o !== e && saysTheSame(o, e));
    const free = !settled && settles(e);
    if (e.late && !confirmed && !free && (settles(e) || all.some((o) => !o.late))) continue;
    if (e.late && settles(e)) settled = true;
    kept.push(e);
  }
  return kept;
}

const status: Record<Verdict, FoldedState['status']> = {
  keep: 'kept',
  relabel: 'changed',
  both: 'ambiguous',
  none: 'no_class',
  exclude: 'excluded',
  unsure: 'open',
};

/**
 * Folds one sample's events into its state. A lead's adjudication decides. Else, where one reader was asked for, the
 * latest counting decision that settles wins; where several were, enough of them have to say the same, and until then
 * the sample is open and its label the given one. `unsure` alone leaves it open; a reader's later decision replaces the
 * earlier; a retract makes its target as if it had never happened. Events may come in any order, seq decides. Null:
 * unreviewed.
 */
export function foldDecisions(
  events: readonly DecisionEvent[],
  givenClass: number | null = null,
  rule: ConsensusRule = {},
): FoldedState | null {
  const count = counting(events);
  const last = count.at(-1);
  if (!last) return null;
  const { consensus, winner, confirmed, seats, secondQueue } = agreement(count, givenClass, rule);
  const verdict = winner === null || winner.verdict === 'retract' ? 'unsure' : winner.verdict;
  const label = winner?.label ?? null;
  const backToGiven = verdict === 'relabel' && givenClass !== null && label === givenClass;
  return {
    status: backToGiven ? 'kept' : status[verdict],
    currentClass: verdict === 'relabel' ? label : verdict === 'none' ? null : givenClass,
    otherClass: verdict === 'both' ? label : null,
    decidedBy: (winner ?? last).userId,
    decidedAt: (winner ?? last).at,
    bulk: (winner ?? last).bulk === true,
    imported: (winner ?? last).imported === true,
    decisions: count.length,
    lastSeq: last.seq,
    consensus,
    confirmed: confirmed && winner?.imported !== true,
    seats,
    secondQueue,
  };
}

/** Settled samples leave the order of review; unreviewed and open ones are in it. */
export function isSettled(status: Status | null | undefined): boolean {
  return status != null && status !== 'unreviewed' && status !== 'open';
}

/** The given label was wrong: another class, or none, is right. Excluded and ambiguous samples are not errors. */
export function wasWrong(status: Status | null | undefined): boolean {
  return status === 'changed' || status === 'no_class';
}

/**
 * What a round learns from a state: `label` with the true class, `out` (no class fits, or excluded: leaves the fit), or
 * null where people said nothing that decides between classes (open, both).
 */
export function evidenceOf(
  state: Pick<FoldedState, 'status' | 'currentClass'> | null,
  givenClass: number | null,
): { kind: 'label'; label: number } | { kind: 'out' } | null {
  if (!state) return null;
  if (state.status === 'no_class' || state.status === 'excluded') return { kind: 'out' };
  if (state.status === 'kept') return givenClass === null ? null : { kind: 'label', label: givenClass };
  if (state.status === 'changed')
    return state.currentClass === null ? null : { kind: 'label', label: state.currentClass };
  return null;
}
