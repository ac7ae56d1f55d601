import type { ISql } from 'postgres';
import type { HistoryEntry } from '#/server/domain/historyViews.ts';
import type { ReadingKind } from '#/server/domain/reading.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { doubtedBelow } from '#/server/services/rounds/scoreTable.ts';

type Reading = (sql: ISql, sampleId: string, classes: ClassNames) => Promise<HistoryEntry[]>;

interface DecisionRow {
  id: string;
  at: Date;
  name: string | null;
  verdict: Verdict | 'retract';
  label: number | null;
  reason: string | null;
  note: string | null;
  reading: ReadingKind;
  shown: 'suggestion' | 'plain' | 'blind' | null;
  bulk: number | null;
  verifies: number | null;
  late: boolean;
  source: string | null;
  guideline: number | null;
  retracts: string | null;
  retracted: boolean;
}

/** The decision log of one sample, what was taken back included. */
export const decisionEntries: Reading = async (sql, sampleId, classes) => {
  const rows = await sql<DecisionRow[]>`
    select d.id, d.at, u.name, d.verdict, d.label, d.reason, d.note, d.kind as reading, d.bulk, d.verifies, d.late,
      case when l.blind then 'blind' when l.plain then 'plain' when l.id is not null then 'suggestion' end as shown,
      f.name as source, d.guideline_version as guideline, d.retracts,
      exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id) as retracted
    from decision d left join "user" u on u.id = d.user_id left join patch f on f.id = d.source
      left join lease l on l.id = d.lease_id
    where d.sample_id = ${sampleId} order by d.seq`;
  return rows.map(({ verdict, retracts, at, name, ...r }) => {
    const base = { id: `decision ${r.id}`, at: at.toISOString(), by: name ?? 'someone' };
    if (verdict === 'retract')
      return { ...base, kind: 'retract' as const, of: `decision ${retracts}`, reason: r.reason, note: r.note };
    const { reason, note, reading, shown, bulk, verifies, late, source, guideline, retracted } = r;
    const told = {
      verdict,
      label: classes.nameOf(r.label),
      reason,
      note,
      reading,
      shown,
      bulk,
      verifies,
      late,
      source,
      guideline,
      retracted,
    };
    return { ...base, kind: 'decision' as const, ...told };
  });
};

/** The rounds still kept whose model doubted the given label. */
export async function doubtEntries(
  sql: ISql,
  dataset: DatasetRow,
  sampleId: string,
  classes: ClassNames,
): Promise<HistoryEntry[]> {
  const rows = await sql<{ number: number; at: Date; p_given: number; suggested: number }[]>`
    select r.number, r.published_at as at, s.p_given, s.suggested_class as suggested
    from round r join score s on s.round_id = r.id and s.sample_id = ${sampleId}
    where r.dataset_id = ${dataset.id} and r.state = 'published' and s.p_given < ${doubtedBelow} order by r.number`;
  return rows.map((r) => ({
    id: `round ${r.number}`,
    at: r.at.toISOString(),
    by: null,
    kind: 'doubted',
    round: r.number,
    pGiven: r.p_given,
    suggested: classes.nameOf(r.suggested),
  }));
}

/** Who was given it and did not answer, or holds it now; what ended as it began was drawn ahead and never shown. What ended with a decision stands there as the decision. */
export const servedEntries: Reading = async (sql, sampleId) => {
  const rows = await sql<
    {
      id: string;
      at: Date;
      name: string | null;
      queue: string | null;
      ended: 'expired' | 'released' | 'skipped' | null;
    }[]
  >`
    select l.id, l.served_at as at, u.name, q.name as queue, l.ended_by as ended
    from lease l left join "user" u on u.id = l.user_id left join queue q on q.id = l.queue_id
    where l.sample_id = ${sampleId} and l.ended_by is distinct from 'decision' and l.ended_at is distinct from l.served_at
      and not exists (select from decision d where d.sample_id = l.sample_id and d.lease_id = l.id)
    order by l.served_at`;
  return rows.map((r) => ({
    id: `lease ${r.id}`,
    at: r.at.toISOString(),
    by: r.name ?? 'someone',
    kind: 'served',
    queue: r.queue,
    ended: r.ended,
  }));
};

export const commentEntries: Reading = async (sql, sampleId) => {
  const rows = await sql<
    { id: string; at: Date; name: string | null; text: string; reply: boolean; edited: boolean; deleted: boolean }[]
  >`
    select c.id, c.created_at as at, u.name, c.text, c.thread_id is not null as reply,
      c.edited_at is not null as edited, c.deleted_at is not null as deleted
    from comment c left join "user" u on u.id = c.user_id where c.sample_id = ${sampleId} order by c.id`;
  return rows.map((r) => ({
    id: `comment ${r.id}`,
    at: r.at.toISOString(),
    by: r.name ?? 'someone',
    kind: 'comment',
    text: r.text,
    reply: r.reply,
    edited: r.edited,
    deleted: r.deleted,
  }));
};

/** Entries of the audit log that name the sample. What somebody took back is for leads: `all` has it too. */
export async function eventEntries(sql: ISql, sampleId: string, all: boolean): Promise<HistoryEntry[]> {
  const rows = await sql<
    { id: string; at: Date; name: string | null; kind: string; detail: Record<string, unknown> }[]
  >`
    select e.id, e.at, u.name, e.kind, ${all ? sql`e.detail` : sql`e.detail - 'before'`} as detail from event e left join "user" u on u.id = e.user_id
    where e.sample_id = ${sampleId} order by e.id`;
  return rows.map((r) => ({
    id: `event ${r.id}`,
    at: r.at.toISOString(),
    by: r.name,
    kind: 'event',
    what: r.kind,
    detail: r.detail,
  }));
}
