/** What a reader has said at a glance. Nothing of it is a decision before its check. */
export interface Marks {
  /** Struck samples: their new label, or null where it is to be found later. */
  struck: ReadonlyMap<string, string | null>;
  /** Samples of the pages gone past, in order: what is not struck among them stands. */
  passed: readonly string[];
}

/** A state that remembers the ones before it, for undo. */
export interface History {
  now: Marks;
  before: readonly Marks[];
}

export const noMarks: Marks = { struck: new Map(), passed: [] };
const most = 500;

const then = ({ now, before }: History, next: Marks): History => ({ now: next, before: [...before.slice(-most), now] });

/** Strikes samples, or takes the strike back where all of them are struck that way already. */
export function strike(history: History, ids: readonly string[], label: string | null): History {
  const struck = new Map(history.now.struck);
  const already = ids.every((id) => struck.has(id) && (label === null || struck.get(id) === label));
  for (const id of ids) {
    if (already) struck.delete(id);
    else struck.set(id, label);
  }
  return then(history, { ...history.now, struck });
}

/** Goes past a page. */
export function pass(history: History, ids: readonly string[]): History {
  return then(history, { ...history.now, passed: [...new Set([...history.now.passed, ...ids])] });
}

export function undo({ now, before }: History): History {
  const last = before.at(-1);
  return last ? { now: last, before: before.slice(0, -1) } : { now, before };
}

export interface GridItem {
  sampleId: string;
  verdict: 'keep' | 'relabel';
  label?: string;
}

/** What is to be checked and written: struck samples with their new label, the rest of the pages gone past as kept. */
export function itemsOf({ struck, passed }: Marks): GridItem[] {
  const kept = passed.filter((id) => !struck.has(id)).map((sampleId): GridItem => ({ sampleId, verdict: 'keep' }));
  const changed = [...struck].flatMap(([sampleId, label]): GridItem[] =>
    label === null ? [] : [{ sampleId, verdict: 'relabel', label }],
  );
  return [...kept, ...changed];
}

export interface Tally {
  struck: number;
  relabelled: number;
  waiting: number;
  stand: number;
}

export function tallyOf(marks: Marks): Tally {
  const labels = [...marks.struck.values()];
  const relabelled = labels.filter((l) => l !== null).length;
  const stand = marks.passed.filter((id) => !marks.struck.has(id)).length;
  return { struck: labels.length, relabelled, waiting: labels.length - relabelled, stand };
}
