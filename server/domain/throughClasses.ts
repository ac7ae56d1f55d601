import type { ClassMap } from './classMap.ts';
import type { DecisionEvent } from './currentLabel.ts';

/**
 * A sample's events as they read after all operations on classes: labels of merged classes are those they were merged
 * into; decisions for a class that was split say nothing any more and drop out, so the sample waits for a new one.
 * @param givenClass stored index of the given label
 * @returns the events, and the given label as it counts now
 */
export function throughClasses<E extends DecisionEvent>(
  events: readonly E[],
  givenClass: number | null,
  map: ClassMap,
): { events: readonly E[]; given: number | null } {
  if (map.unchanged) return { events, given: givenClass };
  const given = map.current(givenClass);
  const read = events.flatMap((e): E[] => {
    if (e.verdict === 'keep') return given === null && givenClass !== null ? [] : [e];
    if (e.verdict !== 'relabel' && e.verdict !== 'both') return [e];
    const label = map.current(e.label);
    if (label === null) return [];
    if (e.verdict === 'relabel') return [{ ...e, label }];
    if (given === null) return [];
    // Both labels fit, and they are one by now.
    return [label === given ? { ...e, verdict: 'keep', label: null } : { ...e, label }];
  });
  return { events: read, given };
}
