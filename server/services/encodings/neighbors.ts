import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sql } from 'postgres';
import type { Nearest } from '#/server/compute/types.ts';

/** Nearest samples kept per sample. */
export const neighborCount = 10;

/** Replaces a dataset's table of nearest samples, in one transaction. */
export async function writeNeighbors(sql: Sql, datasetId: number, nearest: Nearest): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`delete from neighbors where dataset_id = ${datasetId}`;
    const sink = await tx`copy neighbors (dataset_id, row, rows, similarities) from stdin`.writable();
    await pipeline(Readable.from(lines(datasetId, nearest)), sink);
  });
}

function* lines(datasetId: number, { k, rows, similarities }: Nearest): Generator<string> {
  const samples = rows.length / k;
  let chunk = '';
  for (let row = 0; row < samples; row++) {
    const ids: number[] = [];
    const close: number[] = [];
    for (let i = row * k; i < (row + 1) * k; i++) {
      if (rows[i]! < 0) continue;
      ids.push(rows[i]!);
      close.push(similarities[i]!);
    }
    chunk += `${datasetId}\t${row}\t{${ids}}\t{${close}}\n`;
    if (chunk.length > 1 << 18) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk) yield chunk;
}
