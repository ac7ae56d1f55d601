import { randomInt } from 'node:crypto';
import type { Sql } from 'postgres';
import { ErrataError } from '#/server/domain/error.ts';
import { permutation } from './permutation.ts';

/**
 * Sets apart the ids of a dataset's samples and deals them out at random, by a seed that is drawn once per dataset: in a file
 * that is sorted by label an id that rose with the row would tell a blind reader which label is given. Called again, for an
 * import that was cut off, it deals them out as before.
 * @param rows of the whole import, at least one
 * @returns the id of each row
 * @throws ErrataError not_found when the dataset was removed meanwhile
 */
export async function reserveSampleIds(sql: Sql, datasetId: number, rows: number): Promise<(row: number) => number> {
  const [kept] = await sql.begin(async (tx) => {
    const [found] = await tx<{ first: string | null }[]>`
      select first_sample as first from dataset where id = ${datasetId} for update`;
    if (found?.first === null) {
      // Between reading the sequence and moving it on, no other import may do the same.
      await tx`select pg_advisory_xact_lock(hashtext('sample ids'))`;
      await tx`
        update dataset set sample_seed = ${randomInt(2 ** 31)},
          first_sample = setval(pg_get_serial_sequence('sample', 'id'), nextval(pg_get_serial_sequence('sample', 'id')) + ${rows} - 1) - ${rows} + 1
        where id = ${datasetId}`;
    }
    return tx<{ first: string; seed: number }[]>`
      select first_sample as first, sample_seed as seed from dataset where id = ${datasetId}`;
  });
  if (!kept) throw new ErrataError('not_found', 'The dataset was removed while it was imported.');
  const first = Number(kept.first);
  const places = permutation(rows, kept.seed);
  return (row) => first + places[row]!;
}
