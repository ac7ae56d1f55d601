import { roundIsDue } from '#/server/domain/settings.ts';

/** Decisions still to come until the next round starts by itself; at least 1. */
export function decisionsToNextRound(decisions: number, batch: number): number {
  let more = 1;
  while (!roundIsDue(decisions + more - 1, decisions + more, batch)) more++;
  return more;
}
