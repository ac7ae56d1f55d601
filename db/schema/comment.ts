import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { user } from './auth.ts';
import { dataset, sample } from './dataset.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const id = (name: string) => bigint(name, { mode: 'number' });

/** What people say to each other about a sample. A thread is a comment without a parent and the replies to it. */
export const comment = pgTable(
  'comment',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    sampleId: id('sample_id')
      .notNull()
      .references(() => sample.id, { onDelete: 'cascade' }),
    /** The thread's first comment; null on that one. */
    threadId: id('thread_id'),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    /** Empty once it is deleted; what it said before stands in the audit log. */
    text: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    editedAt: at('edited_at'),
    deletedAt: at('deleted_at'),
    deletedBy: text('deleted_by'),
    /** Of the thread, on its first comment. */
    resolvedAt: at('resolved_at'),
    resolvedBy: text('resolved_by'),
  },
  (t) => [
    index('comment_sample').on(t.sampleId),
    index('comment_dataset').on(t.datasetId, t.id),
    index('comment_thread').on(t.threadId),
  ],
);

/** Somebody was named in a comment; unread until they open the thread. */
export const mention = pgTable(
  'mention',
  {
    commentId: id('comment_id')
      .notNull()
      .references(() => comment.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    readAt: at('read_at'),
  },
  (t) => [
    primaryKey({ columns: [t.commentId, t.userId] }),
    index('mention_unread').on(t.userId).where(sql`read_at is null`),
  ],
);
