import { flightTransaction, type Statement } from '#/db/flight.ts';
import type { Ctx } from '#/server/context.ts';
import type { DecisionInput, DecisionResult } from '#/server/domain/decision.ts';
import { roleHas } from '#/server/domain/role.ts';
import { roundIsDue } from '#/server/domain/settings.ts';
import { requireRole } from '#/server/services/accounts/require.ts';
import { notice } from '#/server/services/live/publish.ts';
import { classStatement, toClassNames } from '#/server/services/queues/classes.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { type Bench, judge, type LeaseRow } from './judge.ts';
import { logStatement, readThrough, toLog } from './log.ts';
import { inRuns, parseDecisions } from './parseDecisions.ts';
import { requireReader } from './reader.ts';
import { type Said, type SaidSamples, saidStatement, toSaidSamples } from './saidSamples.ts';
import { servedFrom } from './servedFrom.ts';
import { storeStatements } from './store.ts';
import { inTurn } from './turns.ts';

/**
 * Stores a reader's decisions and answers each in its place. The same clientKey is stored once, however often it is
 * sent; a decision whose lease has ended is stored as `late`; a bad one is rejected without holding up the others.
 * Log, state, leases and counters change in one transaction. A full batch asks for a round.
 */
export async function decide({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { decisions: unknown[] };
}): Promise<{ results: DecisionResult[] }> {
  const { userId } = requireReader(ctx);
  const results: DecisionResult[] = [];
  const said: Said[] = [];
  for (const p of parseDecisions(input.decisions)) {
    if ('result' in p) results[p.at] = p.result;
    else said.push(p);
  }
  await inTurn(ctx.quick, 'decide', () => decideAll(ctx, userId, said, results));
  return { results };
}

async function decideAll(ctx: Ctx, userId: string, said: Said[], results: DecisionResult[]): Promise<void> {
  if (!said.length || (await decideServed(ctx, userId, said, results))) return;
  const known = toSaidSamples(await saidStatement(ctx.quick, userId, said));
  const byDataset = new Map<number | null, Said[]>();
  for (const s of said) {
    const id = known.of(s.input)?.datasetId ?? null;
    byDataset.set(id, [...(byDataset.get(id) ?? []), s]);
  }
  for (const [datasetId, list] of byDataset) {
    if (datasetId === null) for (const s of list) results[s.at] = unknown(s.input);
    else for (const run of inRuns(list)) await decideRun(ctx, { datasetId, userId, run, known, results });
  }
}

/**
 * The common case: answers to samples of one dataset that this process has served. What they are about is read along with
 * the rest, one way to the database and back fewer.
 * @returns whether that was the case
 */
async function decideServed(ctx: Ctx, userId: string, said: Said[], results: DecisionResult[]): Promise<boolean> {
  if (said.some((s) => s.input.verdict === 'retract')) return false;
  const from = said.map((s) => Number(s.input.sampleId));
  const datasetId = servedFrom(ctx.quick, from);
  return datasetId !== null && (await decideRun(ctx, { datasetId, userId, run: said, results }));
}

function unknown(d: DecisionInput): DecisionResult {
  const message =
    d.verdict === 'retract'
      ? `You have no decision with the clientKey “${d.of}”, so there is nothing to undo.`
      : `There is no sample ${d.sampleId}.`;
  return { clientKey: d.clientKey, status: 'rejected', message };
}

interface Run {
  datasetId: number;
  userId: string;
  run: Said[];
  /** Samples that are known not to have moved; without them they are read first, and nothing is stored unless all are there. */
  known?: SaidSamples;
  results: DecisionResult[];
}

/** @returns false where a sample turned out not to be there, and nothing was stored */
async function decideRun(ctx: Ctx, { datasetId, userId, run, known: before, results }: Run): Promise<boolean> {
  const ids = [...new Set(run.map((s) => before?.idOf(s.input) ?? Number(s.input.sampleId)))];
  const clientKeys = run.flatMap((s) => [s.input.clientKey, ...(s.input.of === undefined ? [] : [s.input.of])]);
  const outcome = await flightTransaction(
    ctx.quick,
    async (tx): Promise<{ last: Statement[]; value: 'due' | 'stored' | 'missing' }> => {
      const reading = before ? null : saidStatement(tx, userId, run).execute();
      // The lock goes first, so that what follows sees everything that was decided while this waited.
      const head = tx<
        { seq: number; decisions: number; batch: number; minutes: number; now: Date; guideline: number }[]
      >`
      select event_seq as seq, decisions, coalesce((settings->>'batch')::int, 50) as batch,
        coalesce((settings->>'leaseMinutes')::float8, 10) as minutes, clock_timestamp() as now,
        guideline_version as guideline
      from dataset where id = ${datasetId} for no key update`.execute();
      const [rows, [at], log, leases, classes] = await Promise.all([
        reading,
        head,
        logStatement(tx, ids, { userId, clientKeys }).execute(),
        tx<LeaseRow[]>`
        select l.id, l.sample_id, l.user_id, l.queue_id, l.round_id, l.audit, l.plain, l.kind, l.blind, l.suggested_class,
          l.ended_at is not null as ended, l.expires_at <= now() as expired,
          (select q.policy from queue q where q.id = l.queue_id) as policy
        from lease l where l.id = any(array(
          select o.id from lease o where o.sample_id = any(${ids}::bigint[]) and o.ended_at is null
          union all select unnest(${run.flatMap((s) => s.input.leaseId ?? [])}::text[])))`.execute(),
        classStatement(tx, datasetId).execute(),
      ]);
      const known = before ?? toSaidSamples(rows ?? []);
      if (run.some((s) => known.of(s.input)?.datasetId !== datasetId)) return { last: [], value: 'missing' };
      const role = requireRole(ctx.actor, known.of(run[0]!.input)?.memberRole ?? null, 'review');
      if (!at) return { last: [], value: 'stored' };
      const names = toClassNames(classes);
      const given = new Map([...known.samples].map(([id, s]) => [id, names.current(s.given)]));
      const stored = (id: number) => known.samples.get(id)?.given ?? null;
      const bench: Bench = {
        userId,
        leads: roleHas(role, 'lead'),
        now: at.now,
        seq: at.seq,
        classes: names,
        given,
        log: readThrough(toLog(log), stored, names),
        leases,
      };
      const judged = run.map((s) => ({ at: s.at, ...judge(bench, s.input) }));
      for (const j of judged) results[j.at] = j.result;
      const events = judged.flatMap((j) => j.event ?? []);
      if (!events.length) return { last: [], value: 'stored' };
      const counted = judged.filter((j) => j.counts).length;
      return {
        last: [
          ...storeStatements(tx, {
            datasetId,
            bench,
            events,
            counted,
            leaseMinutes: at.minutes,
            guideline: at.guideline,
          }),
          notice(tx, { type: 'decisions', datasetId }),
        ],
        value: roundIsDue(at.decisions, at.decisions + counted, at.batch) ? 'due' : 'stored',
      };
    },
  );
  if (outcome === 'due') await requestRound({ ctx, datasetId, trigger: 'batch' });
  return outcome !== 'missing';
}
