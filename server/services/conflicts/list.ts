import type { StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { voteOf } from '#/server/domain/agreement.ts';
import { counting } from '#/server/domain/currentLabel.ts';
import type { ConflictPage, ReadingView, SideView } from '#/server/domain/teamViews.ts';
import { throughClasses } from '#/server/domain/throughClasses.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { type ClassNames, loadClasses } from '#/server/services/queues/classes.ts';
import { type EventRow, type LoggedEvent, toLog } from '#/server/services/review/log.ts';
import { toContentView } from '#/server/services/samples/content.ts';

const most = 50;

interface Row {
  id: string;
  external_id: string;
  content: StoredContent;
  given_class: number | null;
  suggested_class: number | null;
  total: number;
}

/** What readers disagree about, or two of them could not decide, with what each side says. For leads. */
export async function listConflicts({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<ConflictPage> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const { sql } = ctx;
  const rows = await sql<Row[]>`
    select p.id, p.external_id, p.content, p.given_class, s.suggested_class, count(*) over ()::int as total
    from sample_state x join sample p on p.id = x.sample_id
    left join score s on s.round_id = ${dataset.roundId} and s.sample_id = p.id
    where x.dataset_id = ${dataset.id} and x.consensus = 'conflict' order by x.last_seq limit ${most}`;
  const ids = rows.map((r) => r.id);
  const [classes, events] = await Promise.all([
    loadClasses(sql, dataset.id),
    sql<(EventRow & { name: string | null; note: string | null })[]>`
      select d.id, d.seq, d.sample_id, d.user_id, d.verdict, d.label, d.reason, d.retracts, d.late, d.bulk is not null as bulk,
        d.at, d.lease_id, d.client_key, d.kind, d.asked, d.agree, d.second_drawn, d.audit, d.queue_id, u.name, d.note
      from decision d left join "user" u on u.id = d.user_id
      where d.sample_id = any(${ids}::bigint[]) order by d.seq`,
  ]);
  const said = new Map(events.map((e) => [Number(e.id), { name: e.name ?? 'someone', note: e.note }]));
  const log = toLog(events);
  const items = rows.map((r) => ({
    sampleId: r.id,
    externalId: r.external_id,
    content: toContentView(r.id, r.content),
    givenLabel: classes.nameOf(r.given_class),
    suggestedLabel: classes.nameOf(r.suggested_class),
    sides: sidesOf(
      log.filter((e) => e.sampleId === Number(r.id)),
      r.given_class,
      classes,
      said,
    ),
  }));
  return { total: rows[0]?.total ?? 0, items };
}

function sidesOf(
  log: LoggedEvent[],
  givenClass: number | null,
  classes: ClassNames,
  said: ReadonlyMap<number, { name: string; note: string | null }>,
): SideView[] {
  const { events, given } = throughClasses(log, givenClass, classes);
  const sides = new Map<string, SideView>();
  for (const e of counting(events)) {
    if (e.verdict === 'retract') continue;
    const vote = voteOf(e, given);
    const verdict = vote === 'keep' ? 'keep' : e.verdict;
    const label = verdict === 'keep' ? null : classes.nameOf(e.label);
    const side = sides.get(vote) ?? { verdict, label, readings: [] };
    const { name = 'someone', note = null } = said.get(e.id) ?? {};
    const reading: ReadingView = { by: name, verdict, label, reason: e.reason, note, at: e.at.toISOString() };
    sides.set(vote, { ...side, readings: [...side.readings, reading] });
  }
  return [...sides.values()].sort((a, b) => b.readings.length - a.readings.length);
}
