import { type DecisionInput, type DecisionResult, decisionInputSchema } from '#/server/domain/decision.ts';

/** One decision of a request at its place: what it says, or why it says nothing. */
export type Parsed = { at: number; input: DecisionInput } | { at: number; result: DecisionResult };

/** Parses each decision for itself: a bad one is rejected with its reason, the others go on. */
export function parseDecisions(decisions: unknown[]): Parsed[] {
  return decisions.map((raw, at) => {
    const parsed = decisionInputSchema.safeParse(raw);
    if (parsed.success) return { at, input: parsed.data };
    const clientKey = typeof raw === 'object' && raw !== null && 'clientKey' in raw ? raw.clientKey : null;
    const message = parsed.error.issues
      .map((i) => (i.path.length ? `${i.path.join('.')}: ${i.message}` : i.message))
      .join('; ');
    return {
      at,
      result: { clientKey: typeof clientKey === 'string' ? clientKey : '', status: 'rejected', message: `${message}.` },
    };
  });
}

/**
 * Splits around retracts: what one takes back is stored before it, and what is said afterwards finds the sample free again.
 */
export function inRuns<T extends { input: DecisionInput }>(parsed: T[]): T[][] {
  const runs: T[][] = [];
  for (const p of parsed) {
    const last = runs.at(-1);
    const retract = p.input.verdict === 'retract';
    if (last && !retract && last[0]?.input.verdict !== 'retract') last.push(p);
    else runs.push([p]);
  }
  return runs;
}
