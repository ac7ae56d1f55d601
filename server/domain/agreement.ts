import type { ConsensusRule, DecisionEvent } from './currentLabel.ts';
import type { Consensus } from './reading.ts';

/** What the counting readings of one sample say together. */
export interface Agreement {
  consensus: Consensus;
  /** The decision that speaks for all; null while the sample is open. */
  winner: DecisionEvent | null;
  confirmed: boolean;
  seats: number;
  secondQueue: number | null;
}

/** Readers who may pass an undecided sample on before a lead has to decide. */
const unsureMost = 2;

const settles = (e: DecisionEvent) => e.verdict !== 'unsure';

/** What a decision says, as one word: choosing the label it has is keeping it. */
export function voteOf(e: Pick<DecisionEvent, 'verdict' | 'label'>, givenClass: number | null): string {
  if (e.verdict === 'relabel' && givenClass !== null && e.label === givenClass) return 'keep';
  return e.verdict === 'relabel' || e.verdict === 'both' ? `${e.verdict} ${e.label}` : e.verdict;
}

/** The largest group of decisions that say the same; none where two are as large. */
function largest(readings: readonly DecisionEvent[], givenClass: number | null): DecisionEvent[] {
  const groups = new Map<string, DecisionEvent[]>();
  for (const e of readings) {
    const vote = voteOf(e, givenClass);
    groups.set(vote, [...(groups.get(vote) ?? []), e]);
  }
  const [first = [], second = []] = [...groups.values()].sort((a, b) => b.length - a.length);
  return second.length < first.length ? first : [];
}

/** @param count each reader's counting decision, in the order of the log */
export function agreement(
  count: readonly DecisionEvent[],
  givenClass: number | null,
  rule: ConsensusRule = {},
): Agreement {
  const readings = count.filter((e) => e.kind !== 'adjudication' && settles(e));
  const unsure = count.filter((e) => e.kind !== 'adjudication' && !settles(e));
  // A second reader who cannot say leaves the first one's answer as it was.
  const asking = [...readings, ...unsure.filter((e) => e.kind !== 'second')];
  const asked = asking.reduce((most, e) => Math.max(most, e.asked ?? 1), 1);
  const seats = asked + unsure.length;
  const decided = count.findLast((e) => e.kind === 'adjudication' && settles(e));
  if (decided) return { consensus: 'agreed', winner: decided, confirmed: true, seats, secondQueue: null };
  const open = { winner: null, confirmed: false, seats, secondQueue: null };
  if (readings.length < asked) {
    if (unsure.length >= unsureMost) return { consensus: 'conflict', ...open };
    // The audit's samples are nowhere near the top of a queue: no other reader would come upon them soon.
    const secondQueue = count.findLast((e) => e.audit)?.queueId ?? null;
    return { consensus: 'pending', ...open, secondQueue };
  }
  const votes = (e: DecisionEvent) => readings.filter((o) => voteOf(o, givenClass) === voteOf(e, givenClass)).length;
  if (asked === 1) {
    const winner = readings.at(-1)!;
    const waits = readings.length === 1 && winner.secondDrawn === true && unsure.length < unsureMost;
    const secondQueue = waits ? (winner.queueId ?? null) : null;
    const confirmed = votes(winner) > 1;
    return { consensus: 'agreed', winner, confirmed, seats: seats + (waits ? 1 : 0), secondQueue };
  }
  const agree = rule.agree ?? asking.find((e) => (e.asked ?? 1) === asked)?.agree ?? asked;
  const group = largest(readings, givenClass);
  if (group.length === 0 || group.length < Math.min(agree, asked)) return { consensus: 'conflict', ...open };
  return { consensus: 'agreed', winner: group.at(-1)!, confirmed: group.length > 1, seats, secondQueue: null };
}
