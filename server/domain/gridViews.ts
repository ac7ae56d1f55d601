import { z } from 'zod';
import type { ClassView, ContentView, DatasetView } from './views.ts';

export const gridPageSchema = z.object({
  /** The class that all of its samples are labelled as. */
  given: z.string().max(1000),
  /** Within this queue; without one, whatever nobody has decided. Readers who do not lead need one. */
  queueId: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(30),
});

/** A sample at a glance. */
export interface GridTile {
  id: string;
  externalId: string;
  /** Of a text, the beginning. */
  content: ContentView;
  suggestion: { label: string; probability: number } | null;
  pGiven: number | null;
  /** Ids of the samples of the same page that lie nearest. */
  near: string[];
}

export interface GridPage {
  items: GridTile[];
  nextCursor: string | null;
  /** How many samples of the class nobody has decided. */
  total: number;
}

/** Ids of a grid's samples in their order. */
export interface GridOrder {
  ids: string[];
  nextCursor: string | null;
}

/** What a grid is about. */
export interface GridView {
  dataset: Pick<DatasetView, 'slug' | 'name' | 'noun' | 'task'>;
  classes: ClassView[];
  queue: { id: string; name: string } | null;
}
