import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';
import type { StoredContent } from '#/db/schema/index.ts';
import type { BlobStore } from '#/server/blobs/store.ts';
import type { EncodeItem } from '#/server/compute/types.ts';

/** What is encoded of each sample, in row order; `hash` is the same for the same content under the same encoder. */
export interface EncodableContent {
  items: EncodeItem[];
  hash: string;
}

export async function loadContent(
  sql: Sql,
  blobs: BlobStore,
  { datasetId, encoder }: { datasetId: number; encoder: string },
): Promise<EncodableContent> {
  const hash = createHash('sha256').update(encoder);
  const items: EncodeItem[] = [];
  const query = sql<{ content: StoredContent }[]>`
    select content - 'details' as content from sample where dataset_id = ${datasetId} order by row`;
  for await (const rows of query.cursor(2000)) {
    // All of them at once: one after the other, each would wait for a turn beside an import that keeps the process busy.
    const paths = await Promise.all(
      rows.map(({ content }) => (content.kind === 'image' ? blobs.path(content.sha256) : '')),
    );
    for (const [i, { content }] of rows.entries()) {
      if (content.kind === 'image') {
        hash.update(content.sha256);
        items.push({ path: paths[i]! });
      } else if (content.kind === 'relation') {
        const { text, subject, object } = content;
        hash.update(JSON.stringify([text, subject, object]));
        items.push({ relation: { text, subject, object } });
      } else {
        hash.update(JSON.stringify([content.title ?? null, content.text]));
        items.push({ text: content.text, title: content.title });
      }
    }
  }
  return { items, hash: hash.digest('hex') };
}
