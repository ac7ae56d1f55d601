import { sql } from 'drizzle-orm';
import { integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { dataset } from './dataset.ts';

/** What an import of published corrections did with its entries. */
export interface PatchCounts {
  entries: number;
  /** Decisions stored: relabels and keeps. */
  changed: number;
  kept: number;
  /** Entries against which readers here had decided; stored, but they do not count. */
  contradicted: number;
  /** Entries left out because their id or label is unknown here. */
  leftOut: number;
}

/** A file of corrected labels made elsewhere, imported as decisions. The same file is imported once. */
export const patch = pgTable(
  'patch',
  {
    id: text().primaryKey(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id),
    name: text().notNull(),
    sha256: text().notNull(),
    format: text().$type<'id → label' | '[{id, relation}]' | 'table'>().notNull(),
    counts: jsonb().$type<PatchCounts>().notNull(),
    createdBy: text('created_by'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** Set when every decision of it was taken back; the file can then be imported again. */
    retractedAt: timestamp('retracted_at', { withTimezone: true }),
  },
  (t) => [uniqueIndex('patch_file').on(t.datasetId, t.sha256).where(sql`retracted_at is null`)],
);
