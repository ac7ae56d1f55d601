import type { DecisionResult } from '#/server/domain/decision.ts';
import { type Courier, type NewEntry, nextParcel, type OutboxEntry, type OutboxStore, sampleOf } from './entry.ts';
import { backoff, type Failure } from './failure.ts';

export interface OutboxState {
  /** Answers not yet acknowledged. */
  waiting: number;
  /** 'saved': none wait. 'failing': the last try failed and there will be another. 'sign in': kept until signed in. */
  state: 'saved' | 'saving' | 'failing' | 'sign in';
}

export interface OutboxParts {
  user: string;
  store: OutboxStore;
  courier: Courier;
  /** Runs one delivery at a time across the tabs of this browser. */
  lock: (work: () => Promise<void>) => Promise<void>;
  /** What a thrown error of the courier means. */
  judge: (error: unknown) => { failure: Failure; message: string };
  onState: (state: OutboxState) => void;
  onResults: (results: DecisionResult[]) => void;
  /** Calls back later and returns what calls it off; a parameter so that tests need not wait. */
  later?: (run: () => void, milliseconds: number) => () => void;
}

export interface Outbox {
  /** Resolves when the answer is stored in this browser: from then on it counts as saved. */
  add(sent: OutboxEntry['sent']): Promise<void>;
  /** Tries to deliver now; resolves after the try, whatever came of it. */
  deliver(): Promise<void>;
  /** Samples with an answer that the server does not have yet. */
  samples(): Promise<ReadonlySet<string>>;
  /** Ends the retries. What is not delivered stays stored. */
  stop(): void;
}

/** The next sample is painted first, and answers given in a row share a request. */
const breath = 60;

const timer = (run: () => void, milliseconds: number) => {
  const id = setTimeout(run, milliseconds);
  return () => clearTimeout(id);
};

/**
 * Sends answers in the order they were given, in small parcels, each until the server has answered it. Sending twice is
 * harmless: the server knows a decision by its clientKey.
 */
export function createOutbox(parts: OutboxParts): Outbox {
  const { user, store, courier, lock, judge, onState, onResults, later = timer } = parts;
  let failures = 0;
  let callOff: (() => void) | null = null;
  let underway: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function tell(state: OutboxState['state']) {
    const waiting = (await store.list(user)).length;
    onState({ waiting, state: waiting === 0 ? 'saved' : state });
  }

  async function settle(entries: OutboxEntry[], results: DecisionResult[]) {
    await store.remove(entries.map((e) => e.seq));
    failures = 0;
    onResults(results);
  }

  /** A refused parcel is tried one by one, so that one bad answer does not hold up or spoil the others. */
  async function send(parcel: OutboxEntry[]): Promise<void> {
    try {
      await settle(parcel, await carry(parcel, courier));
    } catch (error) {
      const { failure, message } = judge(error);
      if (failure !== 'refused') throw error;
      if (parcel.length === 1) await settle(parcel, [{ clientKey: keyOf(parcel[0]), status: 'rejected', message }]);
      else for (const entry of parcel) await send([entry]);
    }
  }

  async function drain(): Promise<void> {
    for (;;) {
      const parcel = nextParcel(await store.list(user));
      if (parcel.length === 0) return;
      await send(parcel);
    }
  }

  async function attempt(): Promise<void> {
    try {
      do {
        again = false;
        await lock(drain);
      } while (again && !stopped);
      await tell('saving');
    } catch (error) {
      failures += 1;
      const { failure } = judge(error);
      await tell(failure === 'sign in' ? 'sign in' : 'failing');
      if (!stopped) callOff = later(() => void deliver(), backoff(failures));
    }
  }

  function deliver(): Promise<void> {
    callOff?.();
    callOff = null;
    again = true;
    underway ??= attempt().finally(() => {
      underway = null;
    });
    return underway;
  }

  return {
    async add(sent) {
      const entry: NewEntry = { user, sent };
      await store.add(entry);
      // After a failure the next try has its time already.
      if (failures > 0) void tell('failing');
      else callOff ??= later(() => void deliver(), breath);
    },
    deliver,
    samples: async () => new Set((await store.list(user)).map(sampleOf)),
    stop() {
      stopped = true;
      // What was about to go still goes; nothing is tried again.
      if (callOff && failures === 0) void deliver();
      else callOff?.();
    },
  };
}

const keyOf = (entry: OutboxEntry) =>
  entry.sent.kind === 'skip' ? entry.sent.clientKey : entry.sent.decision.clientKey;

async function carry(parcel: OutboxEntry[], courier: Courier): Promise<DecisionResult[]> {
  const [first] = parcel;
  if (first.sent.kind === 'skip') {
    await courier.skip(first.sent.leaseId);
    return [{ clientKey: first.sent.clientKey, status: 'accepted' }];
  }
  return courier.decide(parcel.flatMap((e) => (e.sent.kind === 'decision' ? [e.sent.decision] : [])));
}
