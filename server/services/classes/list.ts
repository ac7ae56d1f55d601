import type { Sql } from 'postgres';
import type { Ctx } from '#/server/context.ts';
import { type ClassChange, type ClassRecord, planUndo } from '#/server/domain/classOperations.ts';
import type { ClassDetail, ClassEvent, ClassesView } from '#/server/domain/classViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { classNames } from '#/server/services/queues/classes.ts';
import { loadRecords } from './records.ts';

/** Operations shown. */
const most = 50;

/** The classes of a dataset, gone ones too, with what carries them and what was done to them. */
export async function listClasses({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<ClassesView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const [records, carried, events] = await Promise.all([
    loadRecords(ctx.sql, dataset.id),
    countCarried(ctx.sql, dataset.id),
    ctx.sql<EventRow[]>`
      select e.id, e.kind, e.detail, e.at, u.name from event e left join "user" u on u.id = e.user_id
      where e.dataset_id = ${dataset.id} and e.kind like 'class.%' order by e.id desc limit ${most}`,
  ]);
  return { classes: details(records, carried), events: toEvents(events, records) };
}

interface EventRow {
  id: string;
  kind: string;
  detail: { says: string; of?: string; changes: ClassChange[] };
  at: Date;
  name: string | null;
}

function toEvents(rows: readonly EventRow[], records: readonly ClassRecord[]): ClassEvent[] {
  const undone = new Set(rows.flatMap((r) => r.detail.of ?? []));
  return rows.map((r) => ({
    id: r.id,
    says: r.detail.says,
    by: r.name ?? 'someone',
    at: r.at.toISOString(),
    undoable: r.kind !== 'class.undo' && !undone.has(r.id) && fits(r.detail.changes, records),
  }));
}

function fits(changes: readonly ClassChange[], records: readonly ClassRecord[]): boolean {
  try {
    planUndo(changes, records);
    return true;
  } catch {
    return false;
  }
}

interface Carried {
  /** Stored class of the given label, of the label that decisions made of it, and how many samples have both. */
  given: number | null;
  current: number | null;
  decided: boolean;
  n: number;
}

async function countCarried(sql: Sql, datasetId: number): Promise<Carried[]> {
  return sql<Carried[]>`
    select p.given_class as given, x.current_class as current, x.sample_id is not null and x.status <> 'open' as decided,
      count(*)::int as n
    from sample p left join sample_state x on x.sample_id = p.id where p.dataset_id = ${datasetId} group by 1, 2, 3`;
}

function details(records: readonly ClassRecord[], carried: readonly Carried[]): ClassDetail[] {
  const names = classNames(records);
  const sum = (fits: (c: Carried) => boolean) => carried.reduce((n, c) => (fits(c) ? n + c.n : n), 0);
  return records.map((r) => ({
    index: r.index,
    name: r.name,
    description: r.description,
    colour: r.colour,
    hotKey: r.hotKey,
    state: r.split ? 'split' : r.mergedInto !== null ? 'merged' : r.archived ? 'archived' : 'open',
    into: r.mergedInto === null ? null : names.nameOf(r.index),
    former: r.former.filter((f) => f !== r.name),
    given: sum((c) => c.given === r.index),
    current: sum((c) => names.current(c.decided ? c.current : c.given) === r.index),
    decisions: sum((c) => c.decided && names.current(c.current) === r.index),
  }));
}
