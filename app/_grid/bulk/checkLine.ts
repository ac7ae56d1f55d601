import type { CheckAnswer, CheckItem } from '#/server/domain/bulk.ts';

export interface CheckServer {
  /** The next samples to answer, oldest first; those whose answers are still on their way are among them. */
  fetch: () => Promise<CheckItem[]>;
  send: (answer: CheckAnswer) => Promise<unknown>;
  /** Takes back the latest answer that the server has. */
  takeBack: () => Promise<unknown>;
}

export interface CheckState {
  /** Null until the first have come. */
  items: readonly CheckItem[] | null;
  /** Answers said here that the server does not have yet. */
  waiting: number;
  /** Nothing is left, and nothing is on its way. */
  ended: boolean;
  error: unknown;
}

const start: CheckState = { items: null, waiting: 0, ended: false, error: null };

/**
 * The samples of a bulk's check in a line: an answer brings up the next sample at once, answers go to the server one after the
 * other. A sample whose answer fails comes back to the front.
 */
export function checkLine({ fetch, send, takeBack }: CheckServer) {
  let state = start;
  let fetching = 0;
  const listeners = new Set<() => void>();
  /** Answered here, whether or not the server knows; the ones it knows in their order. */
  const said = new Set<string>();
  const known: string[] = [];
  let line: Promise<void> = Promise.resolve();

  function set(change: Partial<CheckState>) {
    state = { ...state, ...change };
    state.ended = state.items?.length === 0 && state.waiting === 0 && fetching === 0;
    for (const listener of listeners) listener();
  }
  async function refill() {
    fetching++;
    try {
      const next = await fetch();
      fetching--;
      set({ items: next.filter((i) => !said.has(i.sampleId)) });
    } catch (error) {
      fetching--;
      set({ error });
    }
  }
  const after = (step: () => Promise<void>) => {
    line = line.then(step);
    return line;
  };
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state: () => state,
    refill: () => after(refill),
    /** Answers the sample in front. */
    say(answer: Omit<CheckAnswer, 'sampleId'>): Promise<void> {
      const [item, ...rest] = state.items ?? [];
      if (!item) return line;
      said.add(item.sampleId);
      set({ items: rest, waiting: state.waiting + 1, error: null });
      return after(async () => {
        try {
          await send({ ...answer, sampleId: item.sampleId });
          known.push(item.sampleId);
          set({ waiting: state.waiting - 1 });
        } catch (error) {
          said.delete(item.sampleId);
          set({ items: [item, ...(state.items ?? [])], waiting: state.waiting - 1, error });
        }
        if ((state.items?.length ?? 0) < 2) await refill();
      });
    },
    /** Takes the latest answer back, once everything said has arrived. */
    takeBack: () =>
      after(async () => {
        try {
          await takeBack();
          const latest = known.pop();
          if (latest !== undefined) said.delete(latest);
          set({ error: null });
          await refill();
        } catch (error) {
          set({ error });
        }
      }),
  };
}
