import { advance, emptySession, type Session, type Step } from './session.ts';

/** Holds the session outside React: an answer reads what is current at the key press, not at the last render. */
export interface SessionStore {
  get(): Session;
  dispatch(step: Step): void;
  subscribe(listener: () => void): () => void;
}

export function createSessionStore(): SessionStore {
  let session = emptySession;
  const listeners = new Set<() => void>();
  return {
    get: () => session,
    dispatch(step) {
      const next = advance(session, step);
      if (next === session) return;
      session = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
