import type { Sql } from 'postgres';
import type { exportVersion, StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { type DecisionEvent, foldDecisions, wasWrong } from '#/server/domain/currentLabel.ts';
import type { ReadingKind } from '#/server/domain/reading.ts';
import { throughClasses } from '#/server/domain/throughClasses.ts';
import type { Status, Verdict } from '#/server/domain/verdict.ts';
import { type ClassNames, classNames, loadClassStates } from '#/server/services/queues/classes.ts';
import { byMethod, consensusOf } from './consensus.ts';
import { type ReaderVotes, readerVotes } from './labelErrors.ts';

export type ExportVersion = typeof exportVersion.$inferSelect;

/** One sample as an export tells it: what came in, and what the decisions up to the version's watermark make of it. */
export interface ExportRow {
  row: number;
  id: string;
  content: StoredContent;
  split: string | null;
  group: string | null;
  /** The source row's other fields. */
  extra: Record<string, unknown>;
  givenLabel: string | null;
  /** Null where there is none, or no class fits. */
  label: string | null;
  /** What became of the class of the given label, in words; null where nothing did. */
  classOperation: string | null;
  /** Only a bulk decision settles it. */
  bulk: boolean;
  status: Status;
  decidedBy: string | null;
  decidedAt: string | null;
  pGiven: number | null;
  suggestedLabel: string | null;
  /** What readers chose between the given label and the suggestion. */
  votes: ReaderVotes;
}

interface Fetched {
  id: string;
  row: number;
  external_id: string;
  content: StoredContent;
  given_class: number | null;
  split: string | null;
  group_name: string | null;
  extra: Record<string, unknown> | null;
  p_given: number | null;
  suggested_class: number | null;
  events: LoggedEvent[] | null;
}

interface LoggedEvent {
  id: number;
  seq: number;
  user_id: string;
  verdict: Verdict | 'retract';
  label: number | null;
  reason: string | null;
  retracts: number | null;
  late: boolean;
  bulk: boolean;
  imported: boolean;
  at: string;
  kind: ReadingKind;
  asked: number;
  agree: number;
}

const FETCHED_AT_ONCE = 1000;

/**
 * The samples of a version in row order, read through a cursor: the state of each is folded from the log's first
 * `watermark` events, the scores are those of the version's round. Nothing that happens later changes what comes out.
 */
export async function* exportRows({ sql }: Pick<Ctx, 'sql'>, version: ExportVersion): AsyncGenerator<ExportRow> {
  const { datasetId, watermark, roundId, policy } = version;
  const classes = await classesOf(sql, version);
  const people = new Map(
    (
      await sql<{ id: string; name: string }[]>`
      select id, name from "user" where id in (select distinct user_id from decision where dataset_id = ${datasetId})
      union all select 'import:' || id, name from patch where dataset_id = ${datasetId}`
    ).map((u) => [u.id, u.name]),
  );
  const found = await consensusOf(sql, version, classes);
  const cursor = sql<Fetched[]>`
    select s.id, s.row, s.external_id, s.content, s.given_class, s.split, s.group_name, s.extra, p.p_given, p.suggested_class, l.events
    from sample s
    left join score p on p.round_id = ${roundId} and p.sample_id = s.id
    left join lateral (
      select json_agg(json_build_object('id', d.id, 'seq', d.seq, 'user_id', d.user_id, 'verdict', d.verdict,
        'label', d.label, 'reason', d.reason, 'retracts', d.retracts, 'late', d.late, 'bulk', d.bulk is not null,
        'imported', d.source is not null, 'at', d.at,
        'kind', d.kind, 'asked', d.asked, 'agree', d.agree) order by d.seq) as events
      from decision d where d.sample_id = s.id and d.seq <= ${watermark}
    ) l on true
    where s.dataset_id = ${datasetId}
    order by s.row`.cursor(FETCHED_AT_ONCE);
  for await (const page of cursor)
    for (const fetched of page) {
      const { events, given } = throughClasses((fetched.events ?? []).map(toEvent), fetched.given_class, classes);
      const voted = foldDecisions(events, given, { agree: policy.agree });
      const state = byMethod(voted, { label: found.get(Number(fetched.id)), given, events });
      const status = state?.status ?? 'unreviewed';
      if (policy.cleanedOnly && (status === 'excluded' || status === 'no_class')) continue;
      if (policy.dropMultiLabel && status === 'ambiguous') continue;
      const givenLabel = classes.importedNameOf(fetched.given_class);
      if (policy.eliminate === givenLabel && givenLabel !== null && (wasWrong(status) || status === 'excluded'))
        continue;
      yield {
        row: fetched.row,
        id: fetched.external_id,
        content: fetched.content,
        split: fetched.split,
        group: fetched.group_name,
        extra: fetched.extra ?? {},
        givenLabel,
        label: classes.nameOf(state ? state.currentClass : given),
        classOperation: classes.operationOn(fetched.given_class),
        bulk: state?.bulk ?? false,
        status,
        decidedBy: state ? (people.get(state.decidedBy) ?? state.decidedBy) : null,
        decidedAt: state ? state.decidedAt.toISOString() : null,
        pGiven: fetched.p_given === null ? null : Number(fetched.p_given.toFixed(6)),
        suggestedLabel: classes.nameOf(fetched.suggested_class),
        votes: readerVotes(events, given, classes.current(fetched.suggested_class)),
      };
    }
}

/** The classes as they were when the version was made; of a version older than that, as imported. */
export async function classesOf(sql: Sql, { datasetId, classes }: ExportVersion): Promise<ClassNames> {
  if (classes) return classNames(classes);
  const now = await loadClassStates(sql, datasetId);
  return classNames(
    now.map((c) => ({
      ...c,
      name: c.former[0] ?? c.name,
      archived: false,
      mergedInto: null,
      split: false,
      former: [],
    })),
  );
}

function toEvent({ user_id, at, ...event }: LoggedEvent): DecisionEvent {
  return { ...event, userId: user_id, at: new Date(at) };
}
