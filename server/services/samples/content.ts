import type { ISql } from 'postgres';
import type { StoredContent } from '#/db/schema/index.ts';
import { windowOf } from '#/server/domain/relation.ts';
import type { ContentView } from '#/server/domain/views.ts';
import type { Fragment } from '#/server/services/queues/order.ts';

/** A stored content as lists need it, cut in the database: the first characters of a text, no details. */
export function excerptOf(sql: ISql, content: Fragment, characters: number): Fragment {
  return sql`case when ${content}->>'kind' = 'relation' then ${content} - '{before,after,details}'::text[]
    when ${content} ? 'text'
    then jsonb_strip_nulls(jsonb_build_object('kind', 'text', 'title', ${content}->'title', 'text', left(${content}->>'text', ${characters + 1}::int)))
    else ${content} - 'details' end`;
}

/** A sample's stored content as clients get it. `upTo` cuts long text short for lists, in characters. */
export function toContentView(sampleId: string | number, stored: StoredContent, upTo?: number): ContentView {
  const details = stored.details ?? [];
  if (stored.kind === 'text') {
    const cut = upTo !== undefined && stored.text.length > upTo;
    return {
      kind: 'text',
      title: stored.title ?? null,
      text: cut ? `${stored.text.slice(0, upTo)}…` : stored.text,
      details: upTo === undefined ? details : [],
    };
  }
  if (stored.kind === 'relation') {
    const { text, subject, object } = stored;
    const shown = upTo === undefined ? { text, subject, object } : windowOf({ text, subject, object }, upTo);
    return {
      kind: 'relation',
      ...shown,
      before: upTo === undefined ? (stored.before ?? null) : null,
      after: upTo === undefined ? (stored.after ?? null) : null,
      details: upTo === undefined ? details : [],
    };
  }
  const url = `/api/samples/${sampleId}/image`;
  return {
    kind: 'image',
    url,
    thumb: `${url}?thumb=1`,
    caption: stored.caption ?? null,
    width: stored.width,
    height: stored.height,
    details: upTo === undefined ? details : [],
  };
}
