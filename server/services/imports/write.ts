import { pipeline } from 'node:stream/promises';
import type { Sql } from 'postgres';
import type { StoredContent } from '#/db/schema/index.ts';
import { ErrataError } from '#/server/domain/error.ts';

/** A sample as the table holds it. */
export interface SampleRow {
  id: number;
  row: number;
  externalId: string;
  content: StoredContent;
  givenClass: number | null;
  trueClass: number | null;
  split: string | null;
  group: string | null;
  extra: Record<string, unknown>;
  auditRank: number;
}

/** PostgreSQL stores neither zero characters nor halves of surrogate pairs; both are shown as “�”. */
function storable(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
}

function storableDeep(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(storableDeep);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [storable(k), storableDeep(v)]));
  return value;
}

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value in COPY's text format. */
function field(value: string | number | null): string {
  if (value === null) return '\\N';
  const text = String(value);
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c]!) : text;
}

function copyLine(datasetId: number, r: SampleRow): string {
  return `${[
    r.id,
    datasetId,
    r.row,
    storable(r.externalId),
    JSON.stringify(storableDeep(r.content)),
    r.givenClass,
    r.split === null ? null : storable(r.split),
    r.group === null ? null : storable(r.group),
    Object.keys(r.extra).length ? JSON.stringify(storableDeep(r.extra)) : null,
    r.auditRank,
  ]
    .map(field)
    .join('\t')}\n`;
}

/**
 * Commits one batch of samples and, in the same transaction, how far the import has come. A batch is in the database
 * whole or not at all, and never twice.
 * @param from `dataset.samples` before this batch
 * @throws ErrataError not_found when the dataset was removed meanwhile; Error when another worker imports it too
 */
export async function writeBatch(sql: Sql, datasetId: number, from: number, rows: SampleRow[]): Promise<void> {
  await sql.begin(async (tx) => {
    const [state] = await tx<{ samples: number }[]>`select samples from dataset where id = ${datasetId} for update`;
    if (!state) throw new ErrataError('not_found', 'The dataset was removed while it was imported.');
    if (state.samples !== from)
      // Not meant for people: the job is delivered again, and goes on from there or finds nothing left to do.
      throw new Error(`another worker imports dataset ${datasetId} too: ${state.samples} rows instead of ${from}`);
    const copy = await tx`
      copy sample (id, dataset_id, row, external_id, content, given_class, split, group_name, extra, audit_rank)
      from stdin`.writable();
    await pipeline(linesOf(datasetId, rows), copy);
    const truths = rows.filter((r) => r.trueClass !== null && r.trueClass !== r.givenClass);
    if (truths.length)
      await tx`
        insert into planted_truth (sample_id, true_class)
        select s.id, t.class
        from unnest(${truths.map((r) => r.row)}::int[], ${truths.map((r) => r.trueClass!)}::smallint[]) as t(row, class)
        join sample s on s.dataset_id = ${datasetId} and s.row = t.row`;
    await tx`update dataset set samples = ${from + rows.length} where id = ${datasetId}`;
  });
}

function* linesOf(datasetId: number, rows: SampleRow[]): Generator<string> {
  for (const row of rows) yield copyLine(datasetId, row);
}
