/** What callers may ask for, once for tRPC, the HTTP API and its OpenAPI description. */
import { z } from 'zod';
import { exportFormats } from './exportViews.ts';
import { runBudgetSchema } from './question.ts';
import { policyChangesSchema } from './queuePolicy.ts';
import { columnMapSchema, taskSchema } from './task.ts';
import { statusSchema } from './verdict.ts';

export const createQueueSchema = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  /** 'suspicion' or a signal's id. */
  orderBy: z.string().max(100).optional(),
  filter: z.object({ given: z.string().max(1000).optional(), suggested: z.string().max(1000).optional() }).default({}),
  /** How it is read: a published procedure, or each choice by itself. */
  preset: z.enum(['published-study']).optional(),
  policy: policyChangesSchema.optional(),
  /** Only for these people (ids); absent: for everybody who reviews. */
  people: z.array(z.string().max(64)).max(500).nullable().optional(),
});

export const updateQueueSchema = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  policy: policyChangesSchema.optional(),
  /** Only for these people; null: for everybody who reviews. */
  people: z.array(z.string().max(64)).max(500).nullable().optional(),
});

export const nextSchema = z.object({ limit: z.number().int().min(1).max(50).default(10) });

export const startRoundSchema = z.object({ mode: z.enum(['cold', 'warm']).optional() });

export const samplePageSchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  search: z.string().max(500).optional(),
  status: statusSchema.optional(),
  given: z.string().max(1000).optional(),
  suggested: z.string().max(1000).optional(),
  split: z.string().max(200).optional(),
  /** 'row', 'suspicion', or a signal's id (descending). */
  sort: z.string().max(100).default('suspicion'),
});

export const createExportSchema = z.object({
  format: z.enum(exportFormats),
  policy: z
    .object({
      cleanedOnly: z.boolean().default(false),
      spreadsheetSafe: z.boolean().default(false),
      agree: z.number().int().min(1).max(10).optional(),
      consensus: z.enum(['dawid-skene', 'crowdlab']).optional(),
      dropMultiLabel: z.boolean().optional(),
      eliminate: z.string().max(1000).optional(),
    })
    .default({ cleanedOnly: false, spreadsheetSafe: false }),
});

/** The fields beside the files of an import. */
export const importFieldsSchema = z.object({
  name: z.string().trim().min(1, 'Give the dataset a name.').max(200),
  task: taskSchema.optional(),
  columns: columnMapSchema.optional(),
  encoder: z.string().max(100).optional(),
});

export const startImportSchema = importFieldsSchema.extend({
  uploadIds: z.array(z.string()).min(1).max(100_000),
  /** Upload ids of `.npy` files. */
  embeddings: z.string().optional(),
  predProbs: z.string().optional(),
});

export const estimateRunSchema = z.object({ samples: z.coerce.number().int().min(1).max(1_000_000).default(1000) });

export const evidencePageSchema = z.object({
  /** The last sample id of the page before. */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

export const startRunSchema = z.object({
  /** At most so many pictures, the most doubted first; 0 only has questions written. */
  samples: z.number().int().min(0).max(1_000_000).default(1000),
  budget: runBudgetSchema.default({ calls: 10_000, tokens: null, money: null }),
  /** Classes whose questions are written where they have none; all by default. */
  labels: z.array(z.string().max(1000)).max(10_000).optional(),
});
