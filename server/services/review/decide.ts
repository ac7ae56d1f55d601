import type { Sql } from 'postgres';
import { flightTransaction } from '#/db/flight.ts';
import type { Ctx } from '#/server/context.ts';
import type { DecisionInput, DecisionResult } from '#/server/domain/decision.ts';
import { type Role, roleHas } from '#/server/domain/role.ts';
import { roundIsDue } from '#/server/domain/settings.ts';
import { requireRole } from '#/server/services/accounts/require.ts';
import { notice } from '#/server/services/live/publish.ts';
import { classStatement, toClassNames } from '#/server/services/queues/classes.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { type Bench, judge, type LeaseRow } from './judge.ts';
import { logStatement, readThrough, toLog } from './log.ts';
import { inRuns, parseDecisions } from './parseDecisions.ts';
import { requireReader } from './reader.ts';
import { storeStatements } from './store.ts';
import { inTurn } from './turns.ts';

type Said = { at: number; input: DecisionInput };
type Known = Map<number, { datasetId: number; given: number | null; memberRole: Role | null }>;

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
  const known = await findSamples(ctx.quick, userId, said);
  const byDataset = new Map<number | null, Said[]>();
  for (const s of said) {
    const id = known.of(s.input)?.datasetId ?? null;
    byDataset.set(id, [...(byDataset.get(id) ?? []), s]);
  }
  for (const [datasetId, list] of byDataset) {
    if (datasetId === null) for (const s of list) results[s.at] = unknown(s.input);
    else {
      const role = requireRole(ctx.actor, known.of(list[0]!.input)?.memberRole ?? null, 'review');
      const leads = roleHas(role, 'lead');
      for (const run of inRuns(list)) await decideRun(ctx, { datasetId, userId, leads, run, known, results });
    }
  }
}

function unknown(d: DecisionInput): DecisionResult {
  const message =
    d.verdict === 'retract'
      ? `You have no decision with the clientKey “${d.of}”, so there is nothing to undo.`
      : `There is no sample ${d.sampleId}.`;
  return { clientKey: d.clientKey, status: 'rejected', message };
}

interface KnownRow {
  id: string;
  dataset_id: number;
  given_class: number | null;
  key: string | null;
  member_role: Role | null;
}

/** The samples the decisions are about, with the reader's membership of their dataset; of a retract, its target's. */
async function findSamples(sql: Sql, userId: string, said: Said[]) {
  const rows = await sql<KnownRow[]>`
    select t.*, m.role as member_role from (
      select id, dataset_id, given_class, null as key from sample where id = any(${said.map((s) => s.input.sampleId)}::bigint[])
      union all
      select s.id, s.dataset_id, s.given_class, d.client_key from decision d join sample s on s.id = d.sample_id
      where d.user_id = ${userId} and d.client_key = any(${said.flatMap((s) => s.input.of ?? [])}::text[])
    ) t left join membership m on m.dataset_id = t.dataset_id and m.user_id = ${userId}`;
  const samples: Known = new Map(
    rows.map((r) => [Number(r.id), { datasetId: r.dataset_id, given: r.given_class, memberRole: r.member_role }]),
  );
  const targets = new Map(rows.flatMap((r) => (r.key === null ? [] : [[r.key, Number(r.id)]])));
  // A retract of something in this very request has no stored target yet: its own sampleId names the dataset.
  const idOf = (d: DecisionInput) => (d.of === undefined ? undefined : targets.get(d.of)) ?? Number(d.sampleId);
  return { of: (d: DecisionInput) => samples.get(idOf(d)), idOf, samples };
}

interface Run {
  datasetId: number;
  userId: string;
  leads: boolean;
  run: Said[];
  known: Awaited<ReturnType<typeof findSamples>>;
  results: DecisionResult[];
}

async function decideRun(ctx: Ctx, { datasetId, userId, leads, run, known, results }: Run): Promise<void> {
  const ids = [...new Set(run.map((s) => known.idOf(s.input)))];
  const clientKeys = run.flatMap((s) => [s.input.clientKey, ...(s.input.of === undefined ? [] : [s.input.of])]);
  const due = await flightTransaction(ctx.quick, async (tx) => {
    // The lock goes first, so that what follows sees everything that was decided while this waited.
    const head = tx<{ seq: number; decisions: number; batch: number; minutes: number; now: Date; guideline: number }[]>`
      select event_seq as seq, decisions, coalesce((settings->>'batch')::int, 50) as batch,
        coalesce((settings->>'leaseMinutes')::float8, 10) as minutes, clock_timestamp() as now,
        guideline_version as guideline
      from dataset where id = ${datasetId} for no key update`.execute();
    const [[at], log, leases, classes] = await Promise.all([
      head,
      logStatement(tx, ids, { userId, clientKeys }).execute(),
      tx<LeaseRow[]>`
        select l.id, l.sample_id, l.user_id, l.queue_id, l.round_id, l.audit, l.plain, l.kind, l.blind, l.suggested_class,
          l.ended_at is not null as ended, l.expires_at <= now() as expired,
          (select q.policy from queue q where q.id = l.queue_id) as policy
        from lease l where (l.sample_id = any(${ids}::bigint[]) and l.ended_at is null)
          or l.id = any(${run.flatMap((s) => s.input.leaseId ?? [])}::text[])`.execute(),
      classStatement(tx, datasetId).execute(),
    ]);
    if (!at) return { last: [], value: false };
    const names = toClassNames(classes);
    const given = new Map([...known.samples].map(([id, s]) => [id, names.current(s.given)]));
    const stored = (id: number) => known.samples.get(id)?.given ?? null;
    const bench: Bench = {
      userId,
      leads,
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
    if (!events.length) return { last: [], value: false };
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
      value: roundIsDue(at.decisions, at.decisions + counted, at.batch),
    };
  });
  if (due) await requestRound({ ctx, datasetId, trigger: 'batch' });
}
