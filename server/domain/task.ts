import { z } from 'zod';

/** Tasks that this server can import, show and export. */
export const taskSchema = z.enum(['text', 'image', 'relation', 'image-text']);
export type Task = z.infer<typeof taskSchema>;

export const datasetStateSchema = z.enum(['importing', 'encoding', 'scoring', 'ready', 'failed']);
export type DatasetState = z.infer<typeof datasetStateSchema>;

/** Roles a column of an imported table can have. `show` is shown to readers but not encoded; `ignore` is only exported. */
export const columnRoleSchema = z.enum([
  'text',
  'title',
  'image',
  'caption',
  'label',
  'id',
  'split',
  'group',
  'show',
  'ignore',
]);
export type ColumnRole = z.infer<typeof columnRoleSchema>;

/** Role → column (or columns, for `show`). What the API calls `columns`. */
export const columnMapSchema = z.object({
  text: z.string().optional(),
  title: z.string().optional(),
  image: z.string().optional(),
  caption: z.string().optional(),
  label: z.string().optional(),
  id: z.string().optional(),
  split: z.string().optional(),
  group: z.string().optional(),
  show: z.array(z.string()).optional(),
});
export type ColumnMap = z.infer<typeof columnMapSchema>;
