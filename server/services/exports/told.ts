import type { Ctx } from '#/server/context.ts';
import { type Layout, withColumn } from './layout.ts';
import { classesOf, type ExportVersion } from './rows.ts';

/**
 * The layout with what only some datasets have to tell: why a label is not the imported one although nobody changed it
 * (`class_operation`), and which labels only a bulk decision has settled (`bulk`). Without either, nothing is added.
 */
export async function withTold({ sql }: Pick<Ctx, 'sql'>, version: ExportVersion, layout: Layout): Promise<Layout> {
  const [{ operated }, [found]] = await Promise.all([
    classesOf(sql, version),
    sql<{ bulk: boolean }[]>`
      select exists (select from decision where dataset_id = ${version.datasetId} and seq <= ${version.watermark}
        and bulk in (select id from bulk where dataset_id = ${version.datasetId})) as bulk`,
  ]);
  const told = operated ? withColumn(layout, 'class_operation', (row) => row.classOperation) : layout;
  return found?.bulk ? withColumn(told, 'bulk', (row) => row.bulk) : told;
}
