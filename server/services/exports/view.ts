import { desc, eq, type SQL } from 'drizzle-orm';
import { dataset, exportVersion, round, user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { ExportView } from '#/server/domain/views.ts';

/** Versions as clients see them, newest first, each with its dataset's id. */
export async function exportViews(
  { db }: Pick<Ctx, 'db'>,
  where: SQL,
): Promise<{ view: ExportView; datasetId: number }[]> {
  const rows = await db
    .select({ made: exportVersion, round: round.number, by: user.name })
    .from(exportVersion)
    .innerJoin(dataset, eq(dataset.id, exportVersion.datasetId))
    .leftJoin(round, eq(round.id, exportVersion.roundId))
    .leftJoin(user, eq(user.id, exportVersion.createdBy))
    .where(where)
    .orderBy(desc(exportVersion.version));
  return rows.map(({ made, round: number, by }) => ({
    datasetId: made.datasetId,
    view: {
      id: made.id,
      version: made.version,
      format: made.format,
      state: made.state,
      fileName: made.fileName,
      rows: made.rows,
      bytes: made.bytes,
      sha256: made.sha256,
      decisions: made.decisions,
      round: number ?? 0,
      policy: made.policy,
      createdAt: made.createdAt.toISOString(),
      createdBy: by ?? made.createdBy,
      error: made.error,
    },
  }));
}
