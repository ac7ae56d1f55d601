import type { Sql } from 'postgres';
import { voteOf } from '#/server/domain/agreement.ts';
import { counting, type DecisionEvent } from '#/server/domain/currentLabel.ts';
import { throughClasses } from '#/server/domain/throughClasses.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { type EventRow, toLog } from '#/server/services/review/log.ts';

/** One reader's word on one sample. */
export interface Reading {
  userId: string;
  /** What it says, as `voteOf` words it. */
  vote: string;
  /** The class it chooses; null for none, both, exclude and unsure. */
  label: number | null;
}

export interface ReadSample {
  sampleId: number;
  given: number | null;
  readings: Reading[];
  /** Readers asked for, and how many have to say the same. */
  asked: number;
  agree: number;
}

/** What readers are compared by: the class they choose, whichever was given, or the answer that names none. */
export const wordOf = (r: Reading): string => (r.label === null ? r.vote : `class ${r.label}`);

const settles = (e: DecisionEvent) => e.verdict !== 'unsure';

/** The samples that people have read one by one in the first `watermark` events, each with what counts of it; adjudications and imported decisions left out. */
export async function loadReadings(
  sql: Sql,
  { datasetId, watermark }: { datasetId: number; watermark: number },
  classes: ClassNames,
): Promise<ReadSample[]> {
  const rows = await sql<(EventRow & { given_class: number | null })[]>`
    select d.id, d.seq, d.sample_id, d.user_id, d.verdict, d.label, d.reason, d.retracts, d.late, false as bulk, d.at,
      d.lease_id, d.client_key, d.kind, d.asked, d.agree, d.second_drawn, d.audit, d.queue_id, p.given_class
    from decision d join sample p on p.id = d.sample_id
    where d.dataset_id = ${datasetId} and d.seq <= ${watermark} and d.bulk is null and d.source is null
      and d.kind <> 'adjudication' order by d.seq`;
  const givenOf = new Map(rows.map((r) => [Number(r.sample_id), r.given_class]));
  const bySample = new Map<number, ReturnType<typeof toLog>>();
  for (const e of toLog(rows)) bySample.set(e.sampleId, [...(bySample.get(e.sampleId) ?? []), e]);
  return [...bySample].map(([sampleId, log]) => {
    const { events, given } = throughClasses(log, givenOf.get(sampleId) ?? null, classes);
    const said = counting(events).filter(settles);
    const asked = said.reduce((most, e) => Math.max(most, e.asked ?? 1), 1);
    return {
      sampleId,
      given,
      asked,
      agree: said.find((e) => e.asked === asked)?.agree ?? 1,
      readings: said.map((e) => ({
        userId: e.userId,
        vote: voteOf(e, given),
        label: e.verdict === 'keep' ? given : e.verdict === 'relabel' ? e.label : null,
      })),
    };
  });
}
