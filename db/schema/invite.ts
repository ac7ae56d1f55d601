import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { Role } from '#/server/domain/role.ts';

/** A single-use link; only the hash of its token is stored. `kind` admin creates the first admin, reset sets a password. */
export const invite = pgTable('invite', {
  tokenHash: text('token_hash').primaryKey(),
  kind: text().$type<'admin' | 'invite' | 'reset'>().notNull(),
  role: text().$type<Role>().notNull(),
  datasetId: integer('dataset_id'),
  /** Whose password a reset link sets. */
  userId: text('user_id'),
  createdBy: text('created_by'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  usedAt: timestamp('used_at', { withTimezone: true }),
  usedBy: text('used_by'),
});
