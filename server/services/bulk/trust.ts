import type { Sql } from 'postgres';
import { errorShare } from '#/server/domain/verification.ts';

/** Neither certain nor worthless, whatever a small check has shown. */
const least = 0.5;
const most = 0.99;

/**
 * How far a decision of each bulk of a dataset can be trusted: the chance that it is right, as the lower end of what its
 * check has shown. What people decided singly needs no such figure.
 * @returns by the bulk's id
 */
export async function trustOfBulks(sql: Sql, datasetId: number): Promise<Map<number, number>> {
  const rows = await sql<{ id: number; answered: number; differed: number; samples: number }[]>`
    select id, answered, differed, samples from bulk where dataset_id = ${datasetId} and written > 0`;
  return new Map(
    rows.map((b) => {
      const error = errorShare(b.differed, b.answered, b.samples);
      return [b.id, Math.min(most, Math.max(least, 1 - (error?.high ?? 1)))];
    }),
  );
}
