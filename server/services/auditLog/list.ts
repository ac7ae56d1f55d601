import { z } from 'zod';
import type { Ctx } from '#/server/context.ts';
import type { AuditFilter } from '#/server/domain/auditFilter.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { AuditEntry } from '#/server/domain/historyViews.ts';
import { type DatasetRow, requireCapability, requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { type AuditCursor, commentSource, decisionSource, eventSource } from './sources.ts';

const cursorSchema = z.tuple([z.iso.datetime(), z.string().regex(/^[dce]\d{1,18}$/)]);

function readCursor(cursor: string | undefined): AuditCursor | null {
  if (cursor === undefined) return null;
  try {
    const [at, key] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, key };
  } catch {
    throw new ErrataError('bad_input', 'This cursor is not valid; start again from the first page.');
  }
}

async function allowedDataset(ctx: Ctx, slug: string | undefined): Promise<DatasetRow | null> {
  if (slug !== undefined) return (await requireDataset(ctx, slug, 'lead')).dataset;
  requireCapability(ctx, 'administer');
  return null;
}

interface Row {
  at: string;
  key: string;
  kind: string;
  label: number | null;
  detail: Record<string, unknown>;
  name: string | null;
  slug: string | null;
  sample_id: string | null;
  external_id: string | null;
}

/**
 * A page of the audit log, newest first: of a dataset everything that people did, decisions and comments included; of the
 * whole server (without a slug, for admins) what leads and admins did.
 */
export async function listAudit({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: AuditFilter & { cursor?: string };
}): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
  const { cursor, ...filter } = input;
  const dataset = await allowedDataset(ctx, filter.slug);
  const { sql } = ctx;
  const asked = { sql, datasetId: dataset?.id ?? null, filter, after: readCursor(cursor) };
  const wants = (kind: string) => filter.kind === undefined || filter.kind === kind;
  const sources = [
    ...(dataset && wants('decision') ? [decisionSource(asked)] : []),
    ...(dataset && wants('comment') ? [commentSource(asked)] : []),
    ...(filter.kind === 'decision' || filter.kind === 'comment' ? [] : [eventSource(asked)]),
  ];
  if (sources.length === 0) return { items: [], nextCursor: null };
  const union = sources.reduce(
    (all, s) => sql`${all} union all (${s})`,
    sql`(select null::timestamptz as at, null as key,
    null as kind, null as user_id, null::int as dataset_id, null::bigint as sample_id, null::smallint as label, null::jsonb as detail
    where false)`,
  );
  const rows = await sql<Row[]>`
    select to_char(t.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, t.key, t.kind, t.label, t.detail, u.name, s.slug,
      t.sample_id, p.external_id
    from (select * from (${union}) a order by at desc, key desc limit ${filter.limit + 1}) t
    left join "user" u on u.id = t.user_id left join dataset s on s.id = t.dataset_id left join sample p on p.id = t.sample_id
    order by t.at desc, t.key desc`;
  const classes = dataset ? await loadClasses(sql, dataset.id) : null;
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    items: page.map((r) => ({
      id: r.key,
      at: r.at,
      kind: r.kind,
      by: r.name,
      dataset: r.slug,
      sample: r.sample_id === null ? null : { id: r.sample_id, externalId: r.external_id ?? '' },
      detail: r.label === null ? r.detail : { label: classes?.nameOf(r.label) ?? r.label, ...r.detail },
    })),
    nextCursor:
      rows.length > filter.limit && last
        ? Buffer.from(JSON.stringify([last.at, last.key])).toString('base64url')
        : null,
  };
}

/** The kinds of lines there are, and the people who made them: what the page can filter by. */
export async function auditKinds({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug?: string };
}): Promise<{ kinds: string[]; people: { id: string; name: string }[] }> {
  const dataset = await allowedDataset(ctx, input.slug);
  const { sql } = ctx;
  const of = dataset ? sql`where dataset_id = ${dataset.id}` : sql``;
  const [kinds, people] = await Promise.all([
    sql<{ kind: string }[]>`select distinct kind from event ${of} order by kind`,
    sql<{ id: string; name: string }[]>`select id, name from "user" order by name, id`,
  ]);
  return { kinds: [...(dataset ? ['decision', 'comment'] : []), ...kinds.map((k) => k.kind)], people: [...people] };
}
