import type { ISql } from 'postgres';
import type { Ctx } from '#/server/context.ts';
import { listName, unpackFiles } from '#/server/services/imports/inputFiles.ts';

/** What is known of pictures once stored: size and type. It names them, but does not use them. */
const register = 'blob';

/**
 * Fills a temporary table `referenced` with everything in the database that could be the name of a blob: each run of 64 hexadecimal
 * digits in any text of any table, and what stored lists of files name. So a new table that refers to blobs is safe without
 * anybody thinking of it here. The caller's transaction has to see one state of the database.
 */
export async function findReferences(tx: ISql, ctx: Pick<Ctx, 'blobs'>): Promise<void> {
  await tx`create temporary table referenced (sha256 text) on commit drop`;
  const tables = await tx<{ name: string; columns: string[] }[]>`
    select c.table_name as name, array_agg(c.column_name::text) as columns
    from information_schema.columns c
    join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace
    where c.table_schema = 'public' and t.relkind in ('r', 'p') and not t.relispartition and c.table_name <> ${register}
      and (c.data_type in ('text', 'json', 'jsonb', 'character varying', 'character') or c.udt_name in ('_text', '_varchar'))
    group by 1`;
  for (const { name, columns } of tables) {
    const whole = columns.map((column) => tx`coalesce(t.${tx(column)}::text, '')`);
    const text = whole.slice(1).reduce((all, one) => tx`${all} || ' ' || ${one}`, whole[0]!);
    await tx`
      insert into referenced select distinct m[1] from ${tx(name)} t, regexp_matches(${text}, '[0-9a-f]{64}', 'g') m`;
  }
  const lists = await tx<{ source: { files: { name: string; sha256: string; bytes: number }[] } }[]>`
    select source from dataset where source->'files'->0->>'name' = ${listName}`;
  for (const { source } of lists) {
    const files = await unpackFiles(ctx, source.files);
    await tx`insert into referenced select unnest(${files.map((f) => f.sha256)}::text[])`;
  }
  await tx`create index on referenced (sha256)`;
  await tx`analyze referenced`;
}
